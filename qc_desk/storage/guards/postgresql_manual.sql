-- The rules of procedures and training, as PostgreSQL keeps them; postgresql.sql tells how such a file is read.

-- 1. Nothing of the manual is taken away

-- for each: procedures, trainings
CREATE OR REPLACE FUNCTION {table}_never_deleted() RETURNS trigger
LANGUAGE plpgsql SET search_path = {schema}, pg_temp AS $$
BEGIN
  RAISE EXCEPTION 'qc_desk: {table}_never_deleted: a row of the record is never deleted'
    USING ERRCODE = 'integrity_constraint_violation';
END;
$$;
CREATE TRIGGER {table}_never_deleted BEFORE DELETE ON {table}
FOR EACH ROW EXECUTE FUNCTION {table}_never_deleted();

-- for each: trainings
CREATE OR REPLACE FUNCTION {table}_never_changed() RETURNS trigger
LANGUAGE plpgsql SET search_path = {schema}, pg_temp AS $$
BEGIN
  RAISE EXCEPTION 'qc_desk: {table}_never_changed: a row of the record is never changed'
    USING ERRCODE = 'integrity_constraint_violation';
END;
$$;
CREATE TRIGGER {table}_never_changed BEFORE UPDATE ON {table}
FOR EACH ROW EXECUTE FUNCTION {table}_never_changed();

-- for each: procedures, procedure_versions, procedure_steps, trainings
CREATE OR REPLACE FUNCTION {table}_never_emptied() RETURNS trigger
LANGUAGE plpgsql SET search_path = {schema}, pg_temp AS $$
BEGIN
  RAISE EXCEPTION 'qc_desk: {table}_never_emptied: a row of the record is never deleted'
    USING ERRCODE = 'integrity_constraint_violation';
END;
$$;
CREATE TRIGGER {table}_never_emptied BEFORE TRUNCATE ON {table}
FOR EACH STATEMENT EXECUTE FUNCTION {table}_never_emptied();

-- 2. Nothing is put in the place of something else

-- 3. A published procedure never changes

CREATE OR REPLACE FUNCTION procedures_same_identity() RETURNS trigger
LANGUAGE plpgsql SET search_path = {schema}, pg_temp AS $$
BEGIN
  IF NEW.id IS DISTINCT FROM OLD.id
    OR NEW.created_at IS DISTINCT FROM OLD.created_at
  THEN
    RAISE EXCEPTION 'qc_desk: procedures_same_identity: the identity of a row never changes'
    USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END;
$$;
CREATE TRIGGER procedures_same_identity BEFORE UPDATE ON procedures
FOR EACH ROW EXECUTE FUNCTION procedures_same_identity();

CREATE OR REPLACE FUNCTION procedure_versions_born_draft() RETURNS trigger
LANGUAGE plpgsql SET search_path = {schema}, pg_temp AS $$
BEGIN
  IF NEW.status <> 'draft'
  THEN
    RAISE EXCEPTION 'qc_desk: procedure_versions_born_draft: a new version is a draft'
    USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END;
$$;
CREATE TRIGGER procedure_versions_born_draft BEFORE INSERT ON procedure_versions
FOR EACH ROW EXECUTE FUNCTION procedure_versions_born_draft();

CREATE OR REPLACE FUNCTION procedure_versions_published() RETURNS trigger
LANGUAGE plpgsql SET search_path = {schema}, pg_temp AS $$
BEGIN
  IF NEW.status <> OLD.status
    AND OLD.status || '>' || NEW.status NOT IN ('draft>effective', 'effective>superseded')
  THEN
    RAISE EXCEPTION 'qc_desk: procedure_versions_published: a version goes from draft to effective to superseded'
    USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  IF NEW.id IS DISTINCT FROM OLD.id
    OR NEW.procedure_id IS DISTINCT FROM OLD.procedure_id
    OR NEW.number IS DISTINCT FROM OLD.number
    OR NEW.drafted_by_id IS DISTINCT FROM OLD.drafted_by_id
    OR NEW.drafted_at IS DISTINCT FROM OLD.drafted_at
  THEN
    RAISE EXCEPTION 'qc_desk: procedure_versions_published: the identity of a version never changes'
    USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  IF OLD.status <> 'draft'
    AND (
      NEW.language IS DISTINCT FROM OLD.language
      OR NEW.purpose IS DISTINCT FROM OLD.purpose
      OR NEW.wordings IS DISTINCT FROM OLD.wordings
      OR NEW.digest IS DISTINCT FROM OLD.digest
      OR NEW.approved_by_id IS DISTINCT FROM OLD.approved_by_id
      OR NEW.approved_at IS DISTINCT FROM OLD.approved_at
      OR NEW.alone_reason IS DISTINCT FROM OLD.alone_reason)
  THEN
    RAISE EXCEPTION 'qc_desk: procedure_versions_published: a published version never changes'
    USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END;
$$;
CREATE TRIGGER procedure_versions_published BEFORE UPDATE ON procedure_versions
FOR EACH ROW EXECUTE FUNCTION procedure_versions_published();

CREATE OR REPLACE FUNCTION procedure_versions_deleted_in_draft() RETURNS trigger
LANGUAGE plpgsql SET search_path = {schema}, pg_temp AS $$
BEGIN
  IF OLD.status <> 'draft'
  THEN
    RAISE EXCEPTION 'qc_desk: procedure_versions_deleted_in_draft: a published version is never deleted'
    USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN OLD;
END;
$$;
CREATE TRIGGER procedure_versions_deleted_in_draft BEFORE DELETE ON procedure_versions
FOR EACH ROW EXECUTE FUNCTION procedure_versions_deleted_in_draft();

CREATE OR REPLACE FUNCTION procedure_steps_added_in_draft() RETURNS trigger
LANGUAGE plpgsql SET search_path = {schema}, pg_temp AS $$
BEGIN
  IF NOT EXISTS (
    SELECT 1 FROM procedure_versions
    WHERE id = NEW.version_id
      AND status = 'draft')
  THEN
    RAISE EXCEPTION 'qc_desk: procedure_steps_added_in_draft: a published version never changes'
    USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END;
$$;
CREATE TRIGGER procedure_steps_added_in_draft BEFORE INSERT ON procedure_steps
FOR EACH ROW EXECUTE FUNCTION procedure_steps_added_in_draft();

CREATE OR REPLACE FUNCTION procedure_steps_changed_in_draft() RETURNS trigger
LANGUAGE plpgsql SET search_path = {schema}, pg_temp AS $$
BEGIN
  IF NOT EXISTS (
    SELECT 1 FROM procedure_versions
    WHERE id = OLD.version_id
      AND status = 'draft')
  THEN
    RAISE EXCEPTION 'qc_desk: procedure_steps_changed_in_draft: a published version never changes'
    USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  IF NEW.id IS DISTINCT FROM OLD.id
    OR NEW.version_id IS DISTINCT FROM OLD.version_id
  THEN
    RAISE EXCEPTION 'qc_desk: procedure_steps_changed_in_draft: a step stays in its version'
    USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END;
$$;
CREATE TRIGGER procedure_steps_changed_in_draft BEFORE UPDATE ON procedure_steps
FOR EACH ROW EXECUTE FUNCTION procedure_steps_changed_in_draft();

CREATE OR REPLACE FUNCTION procedure_steps_deleted_in_draft() RETURNS trigger
LANGUAGE plpgsql SET search_path = {schema}, pg_temp AS $$
BEGIN
  IF NOT EXISTS (
    SELECT 1 FROM procedure_versions
    WHERE id = OLD.version_id
      AND status = 'draft')
  THEN
    RAISE EXCEPTION 'qc_desk: procedure_steps_deleted_in_draft: a published version never changes'
    USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN OLD;
END;
$$;
CREATE TRIGGER procedure_steps_deleted_in_draft BEFORE DELETE ON procedure_steps
FOR EACH ROW EXECUTE FUNCTION procedure_steps_deleted_in_draft();

-- 4. Training: on what is or was in force, noted by a lead or owner, understood by oneself

CREATE OR REPLACE FUNCTION trainings_on_published() RETURNS trigger
LANGUAGE plpgsql SET search_path = {schema}, pg_temp AS $$
BEGIN
  IF NOT EXISTS (
      SELECT 1 FROM checklist_versions
      WHERE id = NEW.checklist_version_id
        AND status <> 'draft')
    AND NOT EXISTS (
      SELECT 1 FROM procedure_versions
      WHERE id = NEW.procedure_version_id
        AND status <> 'draft')
  THEN
    RAISE EXCEPTION 'qc_desk: trainings_on_published: nobody is trained on a draft'
    USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  IF NOT EXISTS (
    SELECT 1 FROM persons
    WHERE id = NEW.person_id
      AND retired_at IS NULL)
  THEN
    RAISE EXCEPTION 'qc_desk: trainings_on_published: a retired person is not trained'
    USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END;
$$;
CREATE TRIGGER trainings_on_published BEFORE INSERT ON trainings
FOR EACH ROW EXECUTE FUNCTION trainings_on_published();

CREATE OR REPLACE FUNCTION trainings_noted_by_lead() RETURNS trigger
LANGUAGE plpgsql SET search_path = {schema}, pg_temp AS $$
BEGIN
  IF NEW.kind = 'trained'
    AND NOT EXISTS (
      SELECT 1 FROM role_grants
      WHERE person_id = NEW.by_id
        AND role IN ('lead', 'owner')
        AND ended_at IS NULL
        AND EXISTS (SELECT 1 FROM persons WHERE id = NEW.by_id AND retired_at IS NULL))
  THEN
    RAISE EXCEPTION 'qc_desk: trainings_noted_by_lead: only a lead or owner notes a training'
    USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END;
$$;
CREATE TRIGGER trainings_noted_by_lead BEFORE INSERT ON trainings
FOR EACH ROW EXECUTE FUNCTION trainings_noted_by_lead();

CREATE OR REPLACE FUNCTION inspections_by_trained() RETURNS trigger
LANGUAGE plpgsql SET search_path = {schema}, pg_temp AS $$
BEGIN
  IF EXISTS (
      SELECT 1 FROM checklists c
      JOIN checklist_versions v ON v.checklist_id = c.id
      WHERE v.id = NEW.version_id
        AND c.requires_training)
    AND NOT EXISTS (
      SELECT 1 FROM trainings
      WHERE person_id = NEW.inspector_id
        AND checklist_version_id = NEW.version_id
        AND kind = 'trained')
  THEN
    RAISE EXCEPTION 'qc_desk: inspections_by_trained: this person has not been trained on the checklist'
    USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  IF EXISTS (
      SELECT 1 FROM checklists c
      JOIN checklist_versions v ON v.checklist_id = c.id
      WHERE v.id = NEW.version_id
        AND c.requires_training)
    AND NOT EXISTS (
      SELECT 1 FROM trainings
      WHERE person_id = NEW.inspector_id
        AND checklist_version_id = NEW.version_id
        AND kind = 'understood')
  THEN
    RAISE EXCEPTION 'qc_desk: inspections_by_trained: this person has not said that they understood the checklist'
    USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END;
$$;
CREATE TRIGGER inspections_by_trained BEFORE INSERT ON inspections
FOR EACH ROW EXECUTE FUNCTION inspections_by_trained();
