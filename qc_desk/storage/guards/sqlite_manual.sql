-- The rules of procedures and training, as SQLite keeps them; sqlite.sql tells how such a file is read.

-- 1. Nothing of the manual is taken away

-- for each: procedures, trainings
CREATE TRIGGER {table}_never_deleted BEFORE DELETE ON {table}
BEGIN
  SELECT RAISE(ABORT, 'qc_desk: {table}_never_deleted: a row of the record is never deleted');
END;

-- for each: trainings
CREATE TRIGGER {table}_never_changed BEFORE UPDATE ON {table}
BEGIN
  SELECT RAISE(ABORT, 'qc_desk: {table}_never_changed: a row of the record is never changed');
END;

-- 2. Nothing is put in the place of something else

-- for each: procedure_steps, trainings
CREATE TRIGGER {table}_never_replaced BEFORE INSERT ON {table}
BEGIN
  SELECT RAISE(ABORT, 'qc_desk: {table}_never_replaced: there is such a row already')
  WHERE EXISTS (SELECT 1 FROM {table} WHERE id = NEW.id);
END;

CREATE TRIGGER procedures_never_replaced BEFORE INSERT ON procedures
BEGIN
  SELECT RAISE(ABORT, 'qc_desk: procedures_never_replaced: there is such a row already')
  WHERE EXISTS (SELECT 1 FROM procedures WHERE id = NEW.id)
    OR EXISTS (SELECT 1 FROM procedures WHERE code = NEW.code);
END;

CREATE TRIGGER procedures_never_overwritten BEFORE UPDATE ON procedures
BEGIN
  SELECT RAISE(ABORT, 'qc_desk: procedures_never_overwritten: there is another row of this code')
  WHERE EXISTS (
    SELECT 1 FROM procedures
    WHERE code = NEW.code
      AND id <> OLD.id);
END;

CREATE TRIGGER procedure_versions_never_replaced BEFORE INSERT ON procedure_versions
BEGIN
  SELECT RAISE(ABORT, 'qc_desk: procedure_versions_never_replaced: there is such a row already')
  WHERE EXISTS (SELECT 1 FROM procedure_versions WHERE id = NEW.id)
    OR EXISTS (
      SELECT 1 FROM procedure_versions
      WHERE procedure_id = NEW.procedure_id
        AND number = NEW.number);
END;

CREATE TRIGGER procedure_versions_never_overwritten BEFORE UPDATE ON procedure_versions
BEGIN
  SELECT RAISE(ABORT, 'qc_desk: procedure_versions_never_overwritten: another version is in force')
  WHERE NEW.status = 'effective'
    AND EXISTS (
      SELECT 1 FROM procedure_versions
      WHERE procedure_id = NEW.procedure_id
        AND status = 'effective'
        AND id <> OLD.id);
END;

-- 3. A published procedure never changes

CREATE TRIGGER procedures_same_identity BEFORE UPDATE ON procedures
BEGIN
  SELECT RAISE(ABORT, 'qc_desk: procedures_same_identity: the identity of a row never changes')
  WHERE NEW.id IS NOT OLD.id
    OR NEW.created_at IS NOT OLD.created_at;
END;

CREATE TRIGGER procedure_versions_born_draft BEFORE INSERT ON procedure_versions
BEGIN
  SELECT RAISE(ABORT, 'qc_desk: procedure_versions_born_draft: a new version is a draft')
  WHERE NEW.status <> 'draft';
END;

CREATE TRIGGER procedure_versions_published BEFORE UPDATE ON procedure_versions
BEGIN
  SELECT RAISE(ABORT, 'qc_desk: procedure_versions_published: a version goes from draft to effective to superseded')
  WHERE NEW.status <> OLD.status
    AND OLD.status || '>' || NEW.status NOT IN ('draft>effective', 'effective>superseded');
  SELECT RAISE(ABORT, 'qc_desk: procedure_versions_published: the identity of a version never changes')
  WHERE NEW.id IS NOT OLD.id
    OR NEW.procedure_id IS NOT OLD.procedure_id
    OR NEW.number IS NOT OLD.number
    OR NEW.drafted_by_id IS NOT OLD.drafted_by_id
    OR NEW.drafted_at IS NOT OLD.drafted_at;
  SELECT RAISE(ABORT, 'qc_desk: procedure_versions_published: a published version never changes')
  WHERE OLD.status <> 'draft'
    AND (
      NEW.language IS NOT OLD.language
      OR NEW.purpose IS NOT OLD.purpose
      OR NEW.wordings IS NOT OLD.wordings
      OR NEW.digest IS NOT OLD.digest
      OR NEW.approved_by_id IS NOT OLD.approved_by_id
      OR NEW.approved_at IS NOT OLD.approved_at
      OR NEW.alone_reason IS NOT OLD.alone_reason);
END;

CREATE TRIGGER procedure_versions_deleted_in_draft BEFORE DELETE ON procedure_versions
BEGIN
  SELECT RAISE(ABORT, 'qc_desk: procedure_versions_deleted_in_draft: a published version is never deleted')
  WHERE OLD.status <> 'draft';
END;

CREATE TRIGGER procedure_steps_added_in_draft BEFORE INSERT ON procedure_steps
BEGIN
  SELECT RAISE(ABORT, 'qc_desk: procedure_steps_added_in_draft: a published version never changes')
  WHERE NOT EXISTS (
    SELECT 1 FROM procedure_versions
    WHERE id = NEW.version_id
      AND status = 'draft');
END;

CREATE TRIGGER procedure_steps_changed_in_draft BEFORE UPDATE ON procedure_steps
BEGIN
  SELECT RAISE(ABORT, 'qc_desk: procedure_steps_changed_in_draft: a published version never changes')
  WHERE NOT EXISTS (
    SELECT 1 FROM procedure_versions
    WHERE id = OLD.version_id
      AND status = 'draft');
  SELECT RAISE(ABORT, 'qc_desk: procedure_steps_changed_in_draft: a step stays in its version')
  WHERE NEW.id IS NOT OLD.id
    OR NEW.version_id IS NOT OLD.version_id;
END;

CREATE TRIGGER procedure_steps_deleted_in_draft BEFORE DELETE ON procedure_steps
BEGIN
  SELECT RAISE(ABORT, 'qc_desk: procedure_steps_deleted_in_draft: a published version never changes')
  WHERE NOT EXISTS (
    SELECT 1 FROM procedure_versions
    WHERE id = OLD.version_id
      AND status = 'draft');
END;

-- 4. Training: on what is or was in force, noted by a lead or owner, understood by oneself

CREATE TRIGGER trainings_on_published BEFORE INSERT ON trainings
BEGIN
  SELECT RAISE(ABORT, 'qc_desk: trainings_on_published: nobody is trained on a draft')
  WHERE NOT EXISTS (
      SELECT 1 FROM checklist_versions
      WHERE id = NEW.checklist_version_id
        AND status <> 'draft')
    AND NOT EXISTS (
      SELECT 1 FROM procedure_versions
      WHERE id = NEW.procedure_version_id
        AND status <> 'draft');
  SELECT RAISE(ABORT, 'qc_desk: trainings_on_published: a retired person is not trained')
  WHERE NOT EXISTS (
    SELECT 1 FROM persons
    WHERE id = NEW.person_id
      AND retired_at IS NULL);
END;

CREATE TRIGGER trainings_noted_by_lead BEFORE INSERT ON trainings
BEGIN
  SELECT RAISE(ABORT, 'qc_desk: trainings_noted_by_lead: only a lead or owner notes a training')
  WHERE NEW.kind = 'trained'
    AND NOT EXISTS (
      SELECT 1 FROM role_grants
      WHERE person_id = NEW.by_id
        AND role IN ('lead', 'owner')
        AND ended_at IS NULL
        AND EXISTS (SELECT 1 FROM persons WHERE id = NEW.by_id AND retired_at IS NULL));
END;

CREATE TRIGGER inspections_by_trained BEFORE INSERT ON inspections
BEGIN
  SELECT RAISE(ABORT, 'qc_desk: inspections_by_trained: this person has not been trained on the checklist')
  WHERE EXISTS (
      SELECT 1 FROM checklists c
      JOIN checklist_versions v ON v.checklist_id = c.id
      WHERE v.id = NEW.version_id
        AND c.requires_training)
    AND NOT EXISTS (
      SELECT 1 FROM trainings
      WHERE person_id = NEW.inspector_id
        AND checklist_version_id = NEW.version_id
        AND kind = 'trained');
  SELECT RAISE(ABORT, 'qc_desk: inspections_by_trained: this person has not said that they understood the checklist')
  WHERE EXISTS (
      SELECT 1 FROM checklists c
      JOIN checklist_versions v ON v.checklist_id = c.id
      WHERE v.id = NEW.version_id
        AND c.requires_training)
    AND NOT EXISTS (
      SELECT 1 FROM trainings
      WHERE person_id = NEW.inspector_id
        AND checklist_version_id = NEW.version_id
        AND kind = 'understood');
END;
