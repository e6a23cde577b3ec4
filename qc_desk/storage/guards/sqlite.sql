-- The rules of the record, as SQLite keeps them.
--
-- Every trigger is one guard; its name stands in the message of its refusal. "-- for each: a, b" above a
-- trigger means that it stands once for each of these tables, with the table's name in place of {table}.
-- One condition to a line: the tests take each one away in turn and must notice it.
--
-- They hold with SQLite's default settings too: foreign keys may be off (so rows that are pointed at are
-- looked up here), and so may recursive triggers (so REPLACE, which then deletes without a DELETE trigger,
-- is refused before it writes, on every unique key).

-- 1. What has been recorded stays as it was recorded

-- for each: answers, defect_events, sign_offs, audit_entries, person_keys, photos, reports, reconciliations, batch_producers
CREATE TRIGGER {table}_never_changed BEFORE UPDATE ON {table}
BEGIN
  SELECT RAISE(ABORT, 'qc_desk: {table}_never_changed: a row of the record is never changed');
END;

-- for each: answers, defect_events, sign_offs, audit_entries, person_keys, photos, reports, reconciliations, persons, batches, inspections, defects, checklists, role_grants, sites, manufacturers, customers, products, orders, defect_codes, organisations
CREATE TRIGGER {table}_never_deleted BEFORE DELETE ON {table}
BEGIN
  SELECT RAISE(ABORT, 'qc_desk: {table}_never_deleted: a row of the record is never deleted');
END;

CREATE TRIGGER batch_producers_deleted_in_draft BEFORE DELETE ON batch_producers
BEGIN
  SELECT RAISE(ABORT, 'qc_desk: batch_producers_deleted_in_draft: producers are fixed once the check has begun')
  WHERE NOT EXISTS (
    SELECT 1 FROM batches
    WHERE id = OLD.batch_id
      AND status = 'draft');
END;

-- 2. Nothing is put in the place of something else (INSERT OR REPLACE, ON CONFLICT, UPDATE OR REPLACE)

-- for each: defect_events, photos, defects, organisations, check_items
CREATE TRIGGER {table}_never_replaced BEFORE INSERT ON {table}
BEGIN
  SELECT RAISE(ABORT, 'qc_desk: {table}_never_replaced: there is such a row already')
  WHERE EXISTS (SELECT 1 FROM {table} WHERE id = NEW.id);
END;

-- for each: sites, checklists, defect_codes
CREATE TRIGGER {table}_never_replaced BEFORE INSERT ON {table}
BEGIN
  SELECT RAISE(ABORT, 'qc_desk: {table}_never_replaced: there is such a row already')
  WHERE EXISTS (SELECT 1 FROM {table} WHERE id = NEW.id)
    OR EXISTS (SELECT 1 FROM {table} WHERE code = NEW.code);
END;

-- for each: sites, checklists, defect_codes
CREATE TRIGGER {table}_never_overwritten BEFORE UPDATE ON {table}
BEGIN
  SELECT RAISE(ABORT, 'qc_desk: {table}_never_overwritten: there is another row of this code')
  WHERE EXISTS (
    SELECT 1 FROM {table}
    WHERE code = NEW.code
      AND id <> OLD.id);
END;

-- for each: manufacturers, customers
CREATE TRIGGER {table}_never_replaced BEFORE INSERT ON {table}
BEGIN
  SELECT RAISE(ABORT, 'qc_desk: {table}_never_replaced: there is such a row already')
  WHERE EXISTS (SELECT 1 FROM {table} WHERE id = NEW.id)
    OR EXISTS (SELECT 1 FROM {table} WHERE name = NEW.name);
END;

-- for each: manufacturers, customers
CREATE TRIGGER {table}_never_overwritten BEFORE UPDATE ON {table}
BEGIN
  SELECT RAISE(ABORT, 'qc_desk: {table}_never_overwritten: there is another row of this name')
  WHERE EXISTS (
    SELECT 1 FROM {table}
    WHERE name = NEW.name
      AND id <> OLD.id);
END;

CREATE TRIGGER orders_never_replaced BEFORE INSERT ON orders
BEGIN
  SELECT RAISE(ABORT, 'qc_desk: orders_never_replaced: there is such a row already')
  WHERE EXISTS (SELECT 1 FROM orders WHERE id = NEW.id)
    OR EXISTS (SELECT 1 FROM orders WHERE number = NEW.number);
END;

CREATE TRIGGER orders_never_overwritten BEFORE UPDATE ON orders
BEGIN
  SELECT RAISE(ABORT, 'qc_desk: orders_never_overwritten: there is another order of this number')
  WHERE EXISTS (
    SELECT 1 FROM orders
    WHERE number = NEW.number
      AND id <> OLD.id);
END;

CREATE TRIGGER products_never_replaced BEFORE INSERT ON products
BEGIN
  SELECT RAISE(ABORT, 'qc_desk: products_never_replaced: there is such a row already')
  WHERE EXISTS (SELECT 1 FROM products WHERE id = NEW.id)
    OR EXISTS (
      SELECT 1 FROM products
      WHERE code = NEW.code
        AND revision = NEW.revision);
END;

CREATE TRIGGER products_never_overwritten BEFORE UPDATE ON products
BEGIN
  SELECT RAISE(ABORT, 'qc_desk: products_never_overwritten: there is another product of this code and revision')
  WHERE EXISTS (
    SELECT 1 FROM products
    WHERE code = NEW.code
      AND revision = NEW.revision
      AND id <> OLD.id);
END;

CREATE TRIGGER persons_never_replaced BEFORE INSERT ON persons
BEGIN
  SELECT RAISE(ABORT, 'qc_desk: persons_never_replaced: there is such a row already')
  WHERE EXISTS (SELECT 1 FROM persons WHERE id = NEW.id)
    OR EXISTS (SELECT 1 FROM persons WHERE login = NEW.login);
END;

CREATE TRIGGER role_grants_never_replaced BEFORE INSERT ON role_grants
BEGIN
  SELECT RAISE(ABORT, 'qc_desk: role_grants_never_replaced: there is such a row already')
  WHERE EXISTS (SELECT 1 FROM role_grants WHERE id = NEW.id)
    OR EXISTS (
      SELECT 1 FROM role_grants
      WHERE person_id = NEW.person_id
        AND site_id = NEW.site_id
        AND role = NEW.role
        AND ended_at IS NULL
        AND NEW.ended_at IS NULL);
END;

CREATE TRIGGER person_keys_never_replaced BEFORE INSERT ON person_keys
BEGIN
  SELECT RAISE(ABORT, 'qc_desk: person_keys_never_replaced: there is such a row already')
  WHERE EXISTS (SELECT 1 FROM person_keys WHERE id = NEW.id)
    OR EXISTS (SELECT 1 FROM person_keys WHERE fingerprint = NEW.fingerprint);
END;

CREATE TRIGGER checklist_versions_never_replaced BEFORE INSERT ON checklist_versions
BEGIN
  SELECT RAISE(ABORT, 'qc_desk: checklist_versions_never_replaced: there is such a row already')
  WHERE EXISTS (SELECT 1 FROM checklist_versions WHERE id = NEW.id)
    OR EXISTS (
      SELECT 1 FROM checklist_versions
      WHERE checklist_id = NEW.checklist_id
        AND number = NEW.number);
END;

CREATE TRIGGER checklist_versions_never_overwritten BEFORE UPDATE ON checklist_versions
BEGIN
  SELECT RAISE(ABORT, 'qc_desk: checklist_versions_never_overwritten: another version is in force')
  WHERE NEW.status = 'effective'
    AND EXISTS (
      SELECT 1 FROM checklist_versions
      WHERE checklist_id = NEW.checklist_id
        AND status = 'effective'
        AND id <> OLD.id);
END;

CREATE TRIGGER batches_never_replaced BEFORE INSERT ON batches
BEGIN
  SELECT RAISE(ABORT, 'qc_desk: batches_never_replaced: there is such a row already')
  WHERE EXISTS (SELECT 1 FROM batches WHERE id = NEW.id)
    OR EXISTS (
      SELECT 1 FROM batches
      WHERE product_id = NEW.product_id
        AND number = NEW.number);
END;

CREATE TRIGGER batches_never_overwritten BEFORE UPDATE ON batches
BEGIN
  SELECT RAISE(ABORT, 'qc_desk: batches_never_overwritten: there is another batch of this number')
  WHERE EXISTS (
    SELECT 1 FROM batches
    WHERE product_id = NEW.product_id
      AND number = NEW.number
      AND id <> OLD.id);
END;

CREATE TRIGGER batch_producers_never_replaced BEFORE INSERT ON batch_producers
BEGIN
  SELECT RAISE(ABORT, 'qc_desk: batch_producers_never_replaced: there is such a row already')
  WHERE EXISTS (SELECT 1 FROM batch_producers WHERE id = NEW.id)
    OR EXISTS (
      SELECT 1 FROM batch_producers
      WHERE batch_id = NEW.batch_id
        AND person_id = NEW.person_id);
END;

CREATE TRIGGER inspections_never_replaced BEFORE INSERT ON inspections
BEGIN
  SELECT RAISE(ABORT, 'qc_desk: inspections_never_replaced: there is such a row already')
  WHERE EXISTS (SELECT 1 FROM inspections WHERE id = NEW.id)
    OR EXISTS (
      SELECT 1 FROM inspections
      WHERE batch_id = NEW.batch_id
        AND round = NEW.round
        AND seat = NEW.seat
        AND status <> 'withdrawn');
END;

CREATE TRIGGER answers_never_replaced BEFORE INSERT ON answers
BEGIN
  SELECT RAISE(ABORT, 'qc_desk: answers_never_replaced: there is such a row already')
  WHERE EXISTS (SELECT 1 FROM answers WHERE id = NEW.id)
    OR EXISTS (SELECT 1 FROM answers WHERE replaces_id = NEW.replaces_id)
    OR EXISTS (
      SELECT 1 FROM answers
      WHERE inspection_id = NEW.inspection_id
        AND item_id = NEW.item_id
        AND unit_number = NEW.unit_number
        AND replaces_id IS NULL AND NEW.replaces_id IS NULL);
END;

CREATE TRIGGER sign_offs_never_replaced BEFORE INSERT ON sign_offs
BEGIN
  SELECT RAISE(ABORT, 'qc_desk: sign_offs_never_replaced: there is such a row already')
  WHERE EXISTS (SELECT 1 FROM sign_offs WHERE id = NEW.id)
    OR EXISTS (
      SELECT 1 FROM sign_offs
      WHERE batch_id = NEW.batch_id
        AND round = NEW.round
        AND slot = NEW.slot);
END;

CREATE TRIGGER reconciliations_never_replaced BEFORE INSERT ON reconciliations
BEGIN
  SELECT RAISE(ABORT, 'qc_desk: reconciliations_never_replaced: there is such a row already')
  WHERE EXISTS (SELECT 1 FROM reconciliations WHERE id = NEW.id)
    OR EXISTS (
      SELECT 1 FROM reconciliations
      WHERE batch_id = NEW.batch_id
        AND round = NEW.round);
END;

CREATE TRIGGER reports_never_replaced BEFORE INSERT ON reports
BEGIN
  SELECT RAISE(ABORT, 'qc_desk: reports_never_replaced: there is such a row already')
  WHERE EXISTS (SELECT 1 FROM reports WHERE id = NEW.id)
    OR EXISTS (SELECT 1 FROM reports WHERE number = NEW.number)
    OR EXISTS (SELECT 1 FROM reports WHERE replaces_id = NEW.replaces_id)
    OR EXISTS (SELECT 1 FROM reports WHERE sha256 = NEW.sha256)
    OR EXISTS (
      SELECT 1 FROM reports
      WHERE kind = NEW.kind
        AND site_id = NEW.site_id
        AND serial = NEW.serial);
END;

-- 3. The audit chain has no gap; each entry names the one before (that its number is new follows)

CREATE TRIGGER audit_entries_in_order BEFORE INSERT ON audit_entries
BEGIN
  SELECT RAISE(ABORT, 'qc_desk: audit_entries_in_order: the next entry has the next number')
  WHERE NEW.seq IS NOT (SELECT coalesce(max(seq), 0) + 1 FROM audit_entries);
  SELECT RAISE(ABORT, 'qc_desk: audit_entries_in_order: an entry names the hash of the one before')
  WHERE NEW.previous IS NOT coalesce(
    (SELECT hash FROM audit_entries ORDER BY seq DESC LIMIT 1), zeroblob(32));
  SELECT RAISE(ABORT, 'qc_desk: audit_entries_in_order: a hash has 32 bytes')
  WHERE typeof(NEW.hash) <> 'blob'
    OR length(NEW.hash) <> 32;
END;

-- 4. Identities never change

-- for each: sites, manufacturers, customers, products, orders, defect_codes, checklists
CREATE TRIGGER {table}_same_identity BEFORE UPDATE ON {table}
BEGIN
  SELECT RAISE(ABORT, 'qc_desk: {table}_same_identity: the identity of a row never changes')
  WHERE NEW.id IS NOT OLD.id
    OR NEW.created_at IS NOT OLD.created_at;
END;

-- (That its id is 1 is a constraint of the table.)

CREATE TRIGGER organisations_same_identity BEFORE UPDATE ON organisations
BEGIN
  SELECT RAISE(ABORT, 'qc_desk: organisations_same_identity: the identity of the record never changes')
  WHERE NEW.database_id IS NOT OLD.database_id
    OR NEW.created_at IS NOT OLD.created_at
    OR NEW.is_sample IS NOT OLD.is_sample;
END;

CREATE TRIGGER persons_same_identity BEFORE UPDATE ON persons
BEGIN
  SELECT RAISE(ABORT, 'qc_desk: persons_same_identity: a person stays the same person')
  WHERE NEW.id IS NOT OLD.id
    OR NEW.login IS NOT OLD.login
    OR NEW.created_at IS NOT OLD.created_at;
END;

CREATE TRIGGER role_grants_same_identity BEFORE UPDATE ON role_grants
BEGIN
  SELECT RAISE(ABORT, 'qc_desk: role_grants_same_identity: a role that was given can only end')
  WHERE NEW.id IS NOT OLD.id
    OR NEW.person_id IS NOT OLD.person_id
    OR NEW.site_id IS NOT OLD.site_id
    OR NEW.role IS NOT OLD.role
    OR NEW.granted_at IS NOT OLD.granted_at;
  SELECT RAISE(ABORT, 'qc_desk: role_grants_same_identity: a role that has ended is given anew')
  WHERE OLD.ended_at IS NOT NULL
    AND NEW.ended_at IS NOT OLD.ended_at;
END;

-- 5. A published checklist never changes

CREATE TRIGGER checklist_versions_born_draft BEFORE INSERT ON checklist_versions
BEGIN
  SELECT RAISE(ABORT, 'qc_desk: checklist_versions_born_draft: a new version is a draft')
  WHERE NEW.status <> 'draft';
END;

CREATE TRIGGER checklist_versions_published BEFORE UPDATE ON checklist_versions
BEGIN
  SELECT RAISE(ABORT, 'qc_desk: checklist_versions_published: a version goes from draft to effective to superseded')
  WHERE NEW.status <> OLD.status
    AND OLD.status || '>' || NEW.status NOT IN ('draft>effective', 'effective>superseded');
  SELECT RAISE(ABORT, 'qc_desk: checklist_versions_published: the identity of a version never changes')
  WHERE NEW.id IS NOT OLD.id
    OR NEW.checklist_id IS NOT OLD.checklist_id
    OR NEW.number IS NOT OLD.number
    OR NEW.drafted_by_id IS NOT OLD.drafted_by_id
    OR NEW.drafted_at IS NOT OLD.drafted_at;
  SELECT RAISE(ABORT, 'qc_desk: checklist_versions_published: a published version never changes')
  WHERE OLD.status <> 'draft'
    AND (
      NEW.mode IS NOT OLD.mode
      OR NEW.share IS NOT OLD.share
      OR NEW.language IS NOT OLD.language
      OR NEW.sample_size IS NOT OLD.sample_size
      OR NEW.method IS NOT OLD.method
      OR NEW.level IS NOT OLD.level
      OR NEW.aql_major IS NOT OLD.aql_major
      OR NEW.aql_minor IS NOT OLD.aql_minor
      OR NEW.isolated IS NOT OLD.isolated
      OR NEW.digest IS NOT OLD.digest
      OR NEW.approved_by_id IS NOT OLD.approved_by_id
      OR NEW.approved_at IS NOT OLD.approved_at
      OR NEW.alone_reason IS NOT OLD.alone_reason);
END;

CREATE TRIGGER checklist_versions_deleted_in_draft BEFORE DELETE ON checklist_versions
BEGIN
  SELECT RAISE(ABORT, 'qc_desk: checklist_versions_deleted_in_draft: a published version is never deleted')
  WHERE OLD.status <> 'draft';
END;

CREATE TRIGGER check_items_added_in_draft BEFORE INSERT ON check_items
BEGIN
  SELECT RAISE(ABORT, 'qc_desk: check_items_added_in_draft: a published version never changes')
  WHERE NOT EXISTS (
    SELECT 1 FROM checklist_versions
    WHERE id = NEW.version_id
      AND status = 'draft');
END;

CREATE TRIGGER check_items_changed_in_draft BEFORE UPDATE ON check_items
BEGIN
  SELECT RAISE(ABORT, 'qc_desk: check_items_changed_in_draft: a published version never changes')
  WHERE NOT EXISTS (
    SELECT 1 FROM checklist_versions
    WHERE id = OLD.version_id
      AND status = 'draft');
  SELECT RAISE(ABORT, 'qc_desk: check_items_changed_in_draft: an item stays in its version')
  WHERE NEW.id IS NOT OLD.id
    OR NEW.version_id IS NOT OLD.version_id;
END;

CREATE TRIGGER check_items_deleted_in_draft BEFORE DELETE ON check_items
BEGIN
  SELECT RAISE(ABORT, 'qc_desk: check_items_deleted_in_draft: a published version never changes')
  WHERE NOT EXISTS (
    SELECT 1 FROM checklist_versions
    WHERE id = OLD.version_id
      AND status = 'draft');
END;

-- 6. A batch goes its way step by step, and is released by a signature only

CREATE TRIGGER batches_born_draft BEFORE INSERT ON batches
BEGIN
  SELECT RAISE(ABORT, 'qc_desk: batches_born_draft: a new batch is a draft in round 1')
  WHERE NEW.status <> 'draft'
    OR NEW.round <> 1;
END;

CREATE TRIGGER batches_step_by_step BEFORE UPDATE ON batches
BEGIN
  SELECT RAISE(ABORT, 'qc_desk: batches_step_by_step: there is no such step')
  WHERE NEW.status <> OLD.status
    AND OLD.status || '>' || NEW.status NOT IN (
      'draft>first_check', 'rework>first_check',
      'first_check>second_check', 'first_check>draft', 'first_check>rework',
      'second_check>released', 'second_check>held', 'second_check>draft', 'second_check>rework',
      'held>released', 'held>rework', 'held>scrapped', 'held>returned',
      'released>shipped', 'released>recalled', 'shipped>recalled');
  SELECT RAISE(ABORT, 'qc_desk: batches_step_by_step: a round begins after the one before, with rework or a new draft')
  WHERE NEW.round <> OLD.round
    AND (
      NEW.round <> OLD.round + 1
      OR NEW.status NOT IN ('draft', 'rework'));
END;

CREATE TRIGGER batches_released_by_signature BEFORE UPDATE ON batches
BEGIN
  SELECT RAISE(ABORT, 'qc_desk: batches_released_by_signature: no second person has signed the release of this round')
  WHERE NEW.status = 'released'
    AND NOT EXISTS (
      SELECT 1 FROM sign_offs
      WHERE batch_id = NEW.id
        AND round = NEW.round
        AND meaning IN ('approved', 'concession', 'released_alone'));
END;

CREATE TRIGGER batches_same_facts BEFORE UPDATE ON batches
BEGIN
  SELECT RAISE(ABORT, 'qc_desk: batches_same_facts: the identity of a batch never changes')
  WHERE NEW.id IS NOT OLD.id
    OR NEW.created_at IS NOT OLD.created_at;
  SELECT RAISE(ABORT, 'qc_desk: batches_same_facts: the check of this batch has begun')
  WHERE (
      NEW.number IS NOT OLD.number
      OR NEW.product_id IS NOT OLD.product_id
      OR NEW.site_id IS NOT OLD.site_id)
    AND EXISTS (
      SELECT 1 FROM inspections
      WHERE batch_id = OLD.id);
  SELECT RAISE(ABORT, 'qc_desk: batches_same_facts: this batch has been signed')
  WHERE (
      NEW.quantity IS NOT OLD.quantity
      OR NEW.manufacturer_id IS NOT OLD.manufacturer_id
      OR NEW.produced_on IS NOT OLD.produced_on)
    AND EXISTS (
      SELECT 1 FROM sign_offs
      WHERE batch_id = OLD.id);
END;

CREATE TRIGGER batch_producers_not_second BEFORE INSERT ON batch_producers
BEGIN
  SELECT RAISE(ABORT, 'qc_desk: batch_producers_not_second: this person has taken the second seat of the batch')
  WHERE EXISTS (
      SELECT 1 FROM inspections
      WHERE batch_id = NEW.batch_id
        AND inspector_id = NEW.person_id
        AND seat = 'second')
    OR EXISTS (
      SELECT 1 FROM sign_offs
      WHERE batch_id = NEW.batch_id
        AND signer_id = NEW.person_id
        AND slot IN ('decision', 'concession', 'reconciled_second', 'reconciled_third'));
END;

-- 7. Inspections: who may open one, and that they only go forward

CREATE TRIGGER inspections_opened BEFORE INSERT ON inspections
BEGIN
  SELECT RAISE(ABORT, 'qc_desk: inspections_opened: a new inspection is open')
  WHERE NEW.status <> 'open';
  SELECT RAISE(ABORT, 'qc_desk: inspections_opened: the batch does not wait for this inspection')
  WHERE NOT EXISTS (
    SELECT 1 FROM batches
    WHERE id = NEW.batch_id
      AND round = NEW.round
      AND status = CASE NEW.seat WHEN 'first' THEN 'first_check' ELSE 'second_check' END);
  SELECT RAISE(ABORT, 'qc_desk: inspections_opened: this seat is signed')
  WHERE EXISTS (
    SELECT 1 FROM sign_offs
    WHERE batch_id = NEW.batch_id
      AND round = NEW.round
      AND slot = CASE NEW.seat WHEN 'first' THEN 'first' ELSE 'decision' END);
  SELECT RAISE(ABORT, 'qc_desk: inspections_opened: a draft checklist is not in force')
  WHERE NOT EXISTS (
    SELECT 1 FROM checklist_versions
    WHERE id = NEW.version_id
      AND status <> 'draft');
END;

CREATE TRIGGER inspections_by_inspector BEFORE INSERT ON inspections
BEGIN
  SELECT RAISE(ABORT, 'qc_desk: inspections_by_inspector: a retired person does not inspect')
  WHERE NOT EXISTS (
    SELECT 1 FROM persons
    WHERE id = NEW.inspector_id
      AND retired_at IS NULL);
  SELECT RAISE(ABORT, 'qc_desk: inspections_by_inspector: this person may not inspect at the site')
  WHERE NOT EXISTS (
    SELECT 1 FROM role_grants
    WHERE person_id = NEW.inspector_id
      AND site_id = (SELECT site_id FROM batches WHERE id = NEW.batch_id)
      AND role IN ('inspector', 'lead', 'owner')
      AND ended_at IS NULL);
END;

CREATE TRIGGER inspections_second_person BEFORE INSERT ON inspections
BEGIN
  SELECT RAISE(ABORT, 'qc_desk: inspections_second_person: this person has done a first check of the batch')
  WHERE NEW.seat = 'second'
    AND EXISTS (
      SELECT 1 FROM inspections
      WHERE batch_id = NEW.batch_id
        AND inspector_id = NEW.inspector_id
        AND seat = 'first');
  SELECT RAISE(ABORT, 'qc_desk: inspections_second_person: this person has recorded for a first check of the batch')
  WHERE NEW.seat = 'second'
    AND EXISTS (
      SELECT 1 FROM inspections
      WHERE batch_id = NEW.batch_id
        AND seat = 'first'
        AND (
          EXISTS (
            SELECT 1 FROM answers
            WHERE inspection_id = inspections.id
              AND by_id = NEW.inspector_id)
          OR EXISTS (
            SELECT 1 FROM defects
            WHERE inspection_id = inspections.id
              AND by_id = NEW.inspector_id)
          OR EXISTS (
            SELECT 1 FROM photos
            WHERE inspection_id = inspections.id
              AND by_id = NEW.inspector_id)));
  SELECT RAISE(ABORT, 'qc_desk: inspections_second_person: this person has made the batch')
  WHERE NEW.seat = 'second'
    AND EXISTS (
      SELECT 1 FROM batch_producers
      WHERE batch_id = NEW.batch_id
        AND person_id = NEW.inspector_id);
END;

CREATE TRIGGER inspections_same_facts BEFORE UPDATE ON inspections
BEGIN
  SELECT RAISE(ABORT, 'qc_desk: inspections_same_facts: who inspects what by which checklist never changes')
  WHERE NEW.id IS NOT OLD.id
    OR NEW.batch_id IS NOT OLD.batch_id
    OR NEW.round IS NOT OLD.round
    OR NEW.seat IS NOT OLD.seat
    OR NEW.inspector_id IS NOT OLD.inspector_id
    OR NEW.version_id IS NOT OLD.version_id
    OR NEW.sample_size IS NOT OLD.sample_size
    OR NEW.opened_at IS NOT OLD.opened_at;
  SELECT RAISE(ABORT, 'qc_desk: inspections_same_facts: the reason of a withdrawal never changes')
  WHERE OLD.status = 'withdrawn'
    AND NEW.reason IS NOT OLD.reason;
END;

CREATE TRIGGER inspections_only_forward BEFORE UPDATE ON inspections
BEGIN
  SELECT RAISE(ABORT, 'qc_desk: inspections_only_forward: an inspection is not opened again')
  WHERE NEW.status <> OLD.status
    AND OLD.status || '>' || NEW.status NOT IN (
      'open>submitted', 'open>signed', 'submitted>signed',
      'open>withdrawn', 'submitted>withdrawn', 'signed>withdrawn');
  SELECT RAISE(ABORT, 'qc_desk: inspections_only_forward: this round has been decided')
  WHERE NEW.status = 'withdrawn'
    AND OLD.status <> 'withdrawn'
    AND EXISTS (
      SELECT 1 FROM sign_offs
      WHERE batch_id = OLD.batch_id
        AND round = OLD.round
        AND slot IN ('decision', 'alone'));
END;

-- 8. Answers, defects and photos: by the inspector, into an open inspection, on its own items and units

-- for each: answers, defects
CREATE TRIGGER {table}_in_open_inspection BEFORE INSERT ON {table}
BEGIN
  SELECT RAISE(ABORT, 'qc_desk: {table}_in_open_inspection: the inspection is not open to this person')
  WHERE NOT EXISTS (
    SELECT 1 FROM inspections
    WHERE id = NEW.inspection_id
      AND inspector_id = NEW.by_id
      AND status = 'open');
END;

-- for each: answers, defects
CREATE TRIGGER {table}_not_after_signature BEFORE INSERT ON {table}
BEGIN
  SELECT RAISE(ABORT, 'qc_desk: {table}_not_after_signature: this seat is signed')
  WHERE EXISTS (
    SELECT 1 FROM inspections i, sign_offs s
    WHERE i.id = NEW.inspection_id
      AND s.batch_id = i.batch_id
      AND s.round = i.round
      AND s.slot = CASE i.seat WHEN 'first' THEN 'first' ELSE 'decision' END);
END;

-- for each: defects, photos
CREATE TRIGGER {table}_on_the_sample BEFORE INSERT ON {table}
BEGIN
  SELECT RAISE(ABORT, 'qc_desk: {table}_on_the_sample: there is no such item or unit in the inspection')
  WHERE NEW.item_id IS NOT NULL
    AND NOT EXISTS (
      SELECT 1 FROM inspections s, check_items i
      WHERE s.id = NEW.inspection_id
        AND i.id = NEW.item_id
        AND i.version_id = s.version_id
        AND CASE WHEN i.per_unit THEN NEW.unit_number BETWEEN 1 AND COALESCE((SELECT n FROM sample_plans WHERE inspection_id = s.id AND severity = i.severity), s.sample_size) ELSE NEW.unit_number = 0 END);
  SELECT RAISE(ABORT, 'qc_desk: {table}_on_the_sample: there is no such unit in the inspection')
  WHERE NOT EXISTS (
    SELECT 1 FROM inspections
    WHERE id = NEW.inspection_id
      AND NEW.unit_number BETWEEN 0 AND sample_size);
END;

CREATE TRIGGER answers_on_the_sample BEFORE INSERT ON answers
BEGIN
  SELECT RAISE(ABORT, 'qc_desk: answers_on_the_sample: there is no such item or unit in the inspection')
  WHERE NOT EXISTS (
    SELECT 1 FROM inspections s, check_items i
    WHERE s.id = NEW.inspection_id
      AND i.id = NEW.item_id
      AND i.version_id = s.version_id
      AND CASE WHEN i.per_unit THEN NEW.unit_number BETWEEN 1 AND COALESCE((SELECT n FROM sample_plans WHERE inspection_id = s.id AND severity = i.severity), s.sample_size) ELSE NEW.unit_number = 0 END);
END;

CREATE TRIGGER answers_of_their_kind BEFORE INSERT ON answers
BEGIN
  SELECT RAISE(ABORT, 'qc_desk: answers_of_their_kind: the number is missing')
  WHERE NEW.value IS NULL
    AND NEW.result <> 'not_applicable'
    AND EXISTS (
      SELECT 1 FROM check_items
      WHERE id = NEW.item_id
        AND kind IN ('measurement', 'count'));
  SELECT RAISE(ABORT, 'qc_desk: answers_of_their_kind: the words are missing')
  WHERE NEW.words = ''
    AND NEW.result <> 'not_applicable'
    AND EXISTS (
      SELECT 1 FROM check_items
      WHERE id = NEW.item_id
        AND kind IN ('choice', 'text'));
END;

CREATE TRIGGER answers_replace_their_own BEFORE INSERT ON answers
BEGIN
  SELECT RAISE(ABORT, 'qc_desk: answers_replace_their_own: an answer replaces one at the same place')
  WHERE NEW.replaces_id IS NOT NULL
    AND NOT EXISTS (
      SELECT 1 FROM answers
      WHERE id = NEW.replaces_id
        AND inspection_id = NEW.inspection_id
        AND item_id = NEW.item_id
        AND unit_number = NEW.unit_number);
END;

CREATE TRIGGER defects_of_their_batch BEFORE INSERT ON defects
BEGIN
  SELECT RAISE(ABORT, 'qc_desk: defects_of_their_batch: the inspection is of another batch')
  WHERE NOT EXISTS (
    SELECT 1 FROM inspections
    WHERE id = NEW.inspection_id
      AND batch_id = NEW.batch_id);
END;

CREATE TRIGGER defects_same_facts BEFORE UPDATE ON defects
BEGIN
  SELECT RAISE(ABORT, 'qc_desk: defects_same_facts: what was found never changes')
  WHERE NEW.id IS NOT OLD.id
    OR NEW.batch_id IS NOT OLD.batch_id
    OR NEW.inspection_id IS NOT OLD.inspection_id
    OR NEW.item_id IS NOT OLD.item_id
    OR NEW.unit_number IS NOT OLD.unit_number
    OR NEW.number IS NOT OLD.number
    OR NEW.code_id IS NOT OLD.code_id
    OR NEW.severity IS NOT OLD.severity
    OR NEW.quantity IS NOT OLD.quantity
    OR NEW.place IS NOT OLD.place
    OR NEW.containment IS NOT OLD.containment
    OR NEW.note IS NOT OLD.note
    OR NEW.by_id IS NOT OLD.by_id
    OR NEW.at IS NOT OLD.at;
END;

CREATE TRIGGER defects_only_forward BEFORE UPDATE ON defects
BEGIN
  SELECT RAISE(ABORT, 'qc_desk: defects_only_forward: containment comes before disposition, closing comes last')
  WHERE NEW.status <> OLD.status
    AND OLD.status || '>' || NEW.status NOT IN (
      'open>contained', 'contained>dispositioned', 'dispositioned>closed');
END;

-- That a defect was found again, at another place, is part of the check; what is done about it comes later.

CREATE TRIGGER defect_events_found_in_open_inspection BEFORE INSERT ON defect_events
BEGIN
  SELECT RAISE(ABORT, 'qc_desk: defect_events_found_in_open_inspection: the inspection is not open to this person')
  WHERE NEW.item_id IS NOT NULL
    AND NOT EXISTS (
      SELECT 1 FROM inspections
      WHERE id = (SELECT inspection_id FROM defects WHERE id = NEW.defect_id)
        AND inspector_id = NEW.by_id
        AND status = 'open');
  SELECT RAISE(ABORT, 'qc_desk: defect_events_found_in_open_inspection: this seat is signed')
  WHERE NEW.item_id IS NOT NULL
    AND EXISTS (
      SELECT 1 FROM inspections i, sign_offs s
      WHERE i.id = (SELECT inspection_id FROM defects WHERE id = NEW.defect_id)
        AND s.batch_id = i.batch_id
        AND s.round = i.round
        AND s.slot = CASE i.seat WHEN 'first' THEN 'first' ELSE 'decision' END);
  SELECT RAISE(ABORT, 'qc_desk: defect_events_found_in_open_inspection: there is no such item or unit in the inspection')
  WHERE NEW.item_id IS NOT NULL
    AND NOT EXISTS (
      SELECT 1 FROM inspections s, check_items i
      WHERE s.id = (SELECT inspection_id FROM defects WHERE id = NEW.defect_id)
        AND i.id = NEW.item_id
        AND i.version_id = s.version_id
        AND CASE WHEN i.per_unit THEN NEW.unit_number BETWEEN 1 AND COALESCE((SELECT n FROM sample_plans WHERE inspection_id = s.id AND severity = i.severity), s.sample_size) ELSE NEW.unit_number = 0 END);
  SELECT RAISE(ABORT, 'qc_desk: defect_events_found_in_open_inspection: pieces are found somewhere or decided about')
  WHERE NEW.quantity <> 0
    AND NEW.item_id IS NULL
    AND NEW.disposition IS NULL;
END;

-- A picture of an answer is taken during the inspection. A picture of a defect may also come later
-- (containment, rework), until the defect is closed, but not from whoever holds the second seat: they
-- would have recorded for the first check.

CREATE TRIGGER photos_in_open_inspection BEFORE INSERT ON photos
BEGIN
  SELECT RAISE(ABORT, 'qc_desk: photos_in_open_inspection: the inspection is not open to this person')
  WHERE NEW.item_id IS NOT NULL
    AND NOT EXISTS (
      SELECT 1 FROM inspections
      WHERE id = NEW.inspection_id
        AND inspector_id = NEW.by_id
        AND status = 'open');
END;

CREATE TRIGGER photos_not_after_signature BEFORE INSERT ON photos
BEGIN
  SELECT RAISE(ABORT, 'qc_desk: photos_not_after_signature: this seat is signed')
  WHERE NEW.item_id IS NOT NULL
    AND EXISTS (
      SELECT 1 FROM inspections i, sign_offs s
      WHERE i.id = NEW.inspection_id
        AND s.batch_id = i.batch_id
        AND s.round = i.round
        AND s.slot = CASE i.seat WHEN 'first' THEN 'first' ELSE 'decision' END);
END;

CREATE TRIGGER photos_of_their_defect BEFORE INSERT ON photos
BEGIN
  SELECT RAISE(ABORT, 'qc_desk: photos_of_their_defect: the defect is closed or of another inspection')
  WHERE NEW.defect_id IS NOT NULL
    AND NOT EXISTS (
      SELECT 1 FROM defects
      WHERE id = NEW.defect_id
        AND inspection_id = NEW.inspection_id
        AND status <> 'closed');
END;

CREATE TRIGGER photos_not_by_second BEFORE INSERT ON photos
BEGIN
  SELECT RAISE(ABORT, 'qc_desk: photos_not_by_second: this person has taken the second seat of the batch')
  WHERE EXISTS (
    SELECT 1 FROM inspections f
    WHERE f.id = NEW.inspection_id
      AND f.seat = 'first'
      AND f.inspector_id <> NEW.by_id
      AND (
        EXISTS (
          SELECT 1 FROM inspections
          WHERE batch_id = f.batch_id
            AND inspector_id = NEW.by_id
            AND seat = 'second')
        OR EXISTS (
          SELECT 1 FROM sign_offs
          WHERE batch_id = f.batch_id
            AND signer_id = NEW.by_id
            AND slot IN ('decision', 'concession', 'reconciled_second', 'reconciled_third'))));
END;

-- 9. Signatures: two persons, each with their own key

CREATE TRIGGER sign_offs_in_this_round BEFORE INSERT ON sign_offs
BEGIN
  SELECT RAISE(ABORT, 'qc_desk: sign_offs_in_this_round: this is not the round of the batch')
  WHERE NOT EXISTS (
    SELECT 1 FROM batches
    WHERE id = NEW.batch_id
      AND round = NEW.round);
END;

CREATE TRIGGER sign_offs_own_key BEFORE INSERT ON sign_offs
BEGIN
  SELECT RAISE(ABORT, 'qc_desk: sign_offs_own_key: the key is not the signer''s')
  WHERE NOT EXISTS (
    SELECT 1 FROM person_keys
    WHERE id = NEW.key_id
      AND person_id = NEW.signer_id);
  SELECT RAISE(ABORT, 'qc_desk: sign_offs_own_key: the signer has a newer key')
  WHERE EXISTS (
    SELECT 1 FROM person_keys
    WHERE person_id = NEW.signer_id
      AND id > NEW.key_id);
  SELECT RAISE(ABORT, 'qc_desk: sign_offs_own_key: a retired person does not sign')
  WHERE NOT EXISTS (
    SELECT 1 FROM persons
    WHERE id = NEW.signer_id
      AND retired_at IS NULL);
END;

CREATE TRIGGER sign_offs_by_first_inspector BEFORE INSERT ON sign_offs
BEGIN
  SELECT RAISE(ABORT, 'qc_desk: sign_offs_by_first_inspector: the first check is not this person''s')
  WHERE NEW.slot IN ('first', 'reconciled_first')
    AND NOT EXISTS (
      SELECT 1 FROM inspections
      WHERE batch_id = NEW.batch_id
        AND round = NEW.round
        AND seat = 'first'
        AND inspector_id = NEW.signer_id
        AND status <> 'withdrawn');
END;

CREATE TRIGGER sign_offs_after_first BEFORE INSERT ON sign_offs
BEGIN
  SELECT RAISE(ABORT, 'qc_desk: sign_offs_after_first: the first inspector has not signed this')
  WHERE NEW.slot IN ('decision', 'concession', 'reconciled_second', 'reconciled_third')
    AND NOT EXISTS (
      SELECT 1 FROM sign_offs
      WHERE id = NEW.first_id
        AND batch_id = NEW.batch_id
        AND round = NEW.round
        AND slot = 'first'
        AND signer_id = NEW.first_signer_id);
  SELECT RAISE(ABORT, 'qc_desk: sign_offs_after_first: the first inspector has not signed')
  WHERE NEW.slot <> 'first'
    AND NOT EXISTS (
      SELECT 1 FROM sign_offs
      WHERE batch_id = NEW.batch_id
        AND round = NEW.round
        AND slot = 'first');
  SELECT RAISE(ABORT, 'qc_desk: sign_offs_after_first: the first check was withdrawn')
  WHERE NOT EXISTS (
    SELECT 1 FROM inspections
    WHERE batch_id = NEW.batch_id
      AND round = NEW.round
      AND seat = 'first'
      AND status <> 'withdrawn');
END;

CREATE TRIGGER sign_offs_second_person BEFORE INSERT ON sign_offs
BEGIN
  SELECT RAISE(ABORT, 'qc_desk: sign_offs_second_person: the signer has done a first check of the batch')
  WHERE NEW.slot IN ('decision', 'concession', 'reconciled_second', 'reconciled_third')
    AND EXISTS (
      SELECT 1 FROM inspections
      WHERE batch_id = NEW.batch_id
        AND inspector_id = NEW.signer_id
        AND seat = 'first');
  SELECT RAISE(ABORT, 'qc_desk: sign_offs_second_person: the signer has recorded for a first check of the batch')
  WHERE NEW.slot IN ('decision', 'concession', 'reconciled_second', 'reconciled_third')
    AND EXISTS (
      SELECT 1 FROM inspections
      WHERE batch_id = NEW.batch_id
        AND seat = 'first'
        AND (
          EXISTS (
            SELECT 1 FROM answers
            WHERE inspection_id = inspections.id
              AND by_id = NEW.signer_id)
          OR EXISTS (
            SELECT 1 FROM defects
            WHERE inspection_id = inspections.id
              AND by_id = NEW.signer_id)
          OR EXISTS (
            SELECT 1 FROM photos
            WHERE inspection_id = inspections.id
              AND by_id = NEW.signer_id)));
  SELECT RAISE(ABORT, 'qc_desk: sign_offs_second_person: the signer has made the batch')
  WHERE NEW.slot IN ('decision', 'concession', 'reconciled_second', 'reconciled_third')
    AND EXISTS (
      SELECT 1 FROM batch_producers
      WHERE batch_id = NEW.batch_id
        AND person_id = NEW.signer_id);
END;

CREATE TRIGGER sign_offs_by_role BEFORE INSERT ON sign_offs
BEGIN
  SELECT RAISE(ABORT, 'qc_desk: sign_offs_by_role: the signer may not inspect at the site')
  WHERE NEW.slot IN ('decision', 'reconciled_second')
    AND NOT EXISTS (
      SELECT 1 FROM role_grants
      WHERE person_id = NEW.signer_id
        AND site_id = (SELECT site_id FROM batches WHERE id = NEW.batch_id)
        AND role IN ('inspector', 'lead', 'owner')
        AND ended_at IS NULL);
  SELECT RAISE(ABORT, 'qc_desk: sign_offs_by_role: the signer is not lead or owner at the site')
  WHERE NEW.slot IN ('concession', 'reconciled_third')
    AND NOT EXISTS (
      SELECT 1 FROM role_grants
      WHERE person_id = NEW.signer_id
        AND site_id = (SELECT site_id FROM batches WHERE id = NEW.batch_id)
        AND role IN ('lead', 'owner')
        AND ended_at IS NULL);
  SELECT RAISE(ABORT, 'qc_desk: sign_offs_by_role: the signer is not an owner at the site')
  WHERE NEW.slot = 'alone'
    AND NOT EXISTS (
      SELECT 1 FROM role_grants
      WHERE person_id = NEW.signer_id
        AND site_id = (SELECT site_id FROM batches WHERE id = NEW.batch_id)
        AND role = 'owner'
        AND ended_at IS NULL);
END;

-- The inspection meant here is a second one: who has done a first one is refused above.

CREATE TRIGGER sign_offs_after_second_check BEFORE INSERT ON sign_offs
BEGIN
  SELECT RAISE(ABORT, 'qc_desk: sign_offs_after_second_check: the signer has not submitted a second check')
  WHERE NEW.slot IN ('decision', 'reconciled_second')
    AND NOT EXISTS (
      SELECT 1 FROM inspections
      WHERE batch_id = NEW.batch_id
        AND round = NEW.round
        AND inspector_id = NEW.signer_id
        AND status IN ('submitted', 'signed'));
  SELECT RAISE(ABORT, 'qc_desk: sign_offs_after_second_check: a third person has not done the second check')
  WHERE NEW.slot = 'reconciled_third'
    AND EXISTS (
      SELECT 1 FROM inspections
      WHERE batch_id = NEW.batch_id
        AND round = NEW.round
        AND inspector_id = NEW.signer_id
        AND status <> 'withdrawn');
  SELECT RAISE(ABORT, 'qc_desk: sign_offs_after_second_check: a concession comes after a second check')
  WHERE NEW.slot = 'concession'
    AND NOT EXISTS (
      SELECT 1 FROM sign_offs
      WHERE batch_id = NEW.batch_id
        AND round = NEW.round
        AND slot = 'decision');
END;

CREATE TRIGGER sign_offs_alone BEFORE INSERT ON sign_offs
BEGIN
  SELECT RAISE(ABORT, 'qc_desk: sign_offs_alone: there is a second person who may inspect at the site')
  WHERE NEW.slot = 'alone'
    AND EXISTS (
      SELECT 1 FROM role_grants
      WHERE site_id = (SELECT site_id FROM batches WHERE id = NEW.batch_id)
        AND role IN ('inspector', 'lead', 'owner')
        AND ended_at IS NULL
        AND person_id IN (
          SELECT id FROM persons
          WHERE retired_at IS NULL)
        AND person_id NOT IN (
          SELECT signer_id FROM sign_offs
          WHERE batch_id = NEW.batch_id
            AND round = NEW.round
            AND slot = 'first'));
  SELECT RAISE(ABORT, 'qc_desk: sign_offs_alone: a second person has decided this round')
  WHERE NEW.slot = 'alone'
    AND EXISTS (
      SELECT 1 FROM sign_offs
      WHERE batch_id = NEW.batch_id
        AND round = NEW.round
        AND slot = 'decision');
END;

CREATE TRIGGER sign_offs_safe_release BEFORE INSERT ON sign_offs
BEGIN
  SELECT RAISE(ABORT, 'qc_desk: sign_offs_safe_release: a critical defect is open')
  WHERE NEW.meaning IN ('approved', 'concession', 'released_alone')
    AND EXISTS (
      SELECT 1 FROM defects
      WHERE batch_id = NEW.batch_id
        AND severity = 'critical'
        AND status <> 'closed');
  SELECT RAISE(ABORT, 'qc_desk: sign_offs_safe_release: using pieces as they are is a concession')
  WHERE NEW.meaning = 'approved'
    AND EXISTS (
      SELECT 1 FROM defect_events
      WHERE disposition = 'use_as_is'
        AND defect_id IN (
          SELECT id FROM defects
          WHERE batch_id = NEW.batch_id));
  SELECT RAISE(ABORT, 'qc_desk: sign_offs_safe_release: the differences were decided against the batch')
  WHERE NEW.meaning = 'approved'
    AND EXISTS (
      SELECT 1 FROM reconciliations
      WHERE batch_id = NEW.batch_id
        AND round = NEW.round
        AND outcome = 'fail');
END;

CREATE TRIGGER reconciliations_before_decision BEFORE INSERT ON reconciliations
BEGIN
  SELECT RAISE(ABORT, 'qc_desk: reconciliations_before_decision: this is not the round of the batch')
  WHERE NOT EXISTS (
    SELECT 1 FROM batches
    WHERE id = NEW.batch_id
      AND round = NEW.round);
  SELECT RAISE(ABORT, 'qc_desk: reconciliations_before_decision: this round has been decided')
  WHERE EXISTS (
    SELECT 1 FROM sign_offs
    WHERE batch_id = NEW.batch_id
      AND round = NEW.round
      AND slot IN ('decision', 'alone'));
END;
