-- The rules of the record, as PostgreSQL keeps them.
--
-- Every trigger is one guard with a function of the same name; the name stands in the message of its
-- refusal. "-- for each: a, b" above a guard means that it stands once for each of these tables, with the
-- table's name in place of {table}; {schema} is the schema that the record lives in. One condition to a
-- line: the tests take each one away in turn and must notice it.
--
-- Names are looked up in the schema of the record and nowhere else: temporary tables come last. Triggers
-- fire in the order of their names, so what begins with "a_" comes first.

-- 1. What has been recorded stays as it was recorded

-- for each: answers, defect_events, sign_offs, audit_entries, person_keys, photos, reports, reconciliations, batch_producers
CREATE OR REPLACE FUNCTION {table}_never_changed() RETURNS trigger
LANGUAGE plpgsql SET search_path = {schema}, pg_temp AS $$
BEGIN
  RAISE EXCEPTION 'qc_desk: {table}_never_changed: a row of the record is never changed'
    USING ERRCODE = 'integrity_constraint_violation';
END;
$$;
CREATE TRIGGER {table}_never_changed BEFORE UPDATE ON {table}
FOR EACH ROW EXECUTE FUNCTION {table}_never_changed();

-- for each: answers, defect_events, sign_offs, audit_entries, person_keys, photos, reports, reconciliations, persons, batches, inspections, defects, checklists, role_grants, sites, manufacturers, customers, products, orders, defect_codes, organisations
CREATE OR REPLACE FUNCTION {table}_never_deleted() RETURNS trigger
LANGUAGE plpgsql SET search_path = {schema}, pg_temp AS $$
BEGIN
  RAISE EXCEPTION 'qc_desk: {table}_never_deleted: a row of the record is never deleted'
    USING ERRCODE = 'integrity_constraint_violation';
END;
$$;
CREATE TRIGGER {table}_never_deleted BEFORE DELETE ON {table}
FOR EACH ROW EXECUTE FUNCTION {table}_never_deleted();

CREATE OR REPLACE FUNCTION batch_producers_deleted_in_draft() RETURNS trigger
LANGUAGE plpgsql SET search_path = {schema}, pg_temp AS $$
BEGIN
  IF NOT EXISTS (
    SELECT 1 FROM batches
    WHERE id = OLD.batch_id
      AND status = 'draft')
  THEN
    RAISE EXCEPTION 'qc_desk: batch_producers_deleted_in_draft: producers are fixed once the check has begun'
    USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN OLD;
END;
$$;
CREATE TRIGGER batch_producers_deleted_in_draft BEFORE DELETE ON batch_producers
FOR EACH ROW EXECUTE FUNCTION batch_producers_deleted_in_draft();

-- for each: answers, defect_events, sign_offs, audit_entries, person_keys, photos, reports, reconciliations, persons, batches, batch_producers, inspections, defects, checklists, checklist_versions, check_items, role_grants, sites, manufacturers, customers, products, orders, defect_codes, organisations
CREATE OR REPLACE FUNCTION {table}_never_emptied() RETURNS trigger
LANGUAGE plpgsql SET search_path = {schema}, pg_temp AS $$
BEGIN
  RAISE EXCEPTION 'qc_desk: {table}_never_emptied: a row of the record is never deleted'
    USING ERRCODE = 'integrity_constraint_violation';
END;
$$;
CREATE TRIGGER {table}_never_emptied BEFORE TRUNCATE ON {table}
FOR EACH STATEMENT EXECUTE FUNCTION {table}_never_emptied();

-- 2. One at a time: whoever adds to the check of a batch holds the batch until their transaction ends.
-- Without it two transactions that do not see each other could each pass, and together break a rule.
-- What the other one wrote is only seen once the lock is had, and only in READ COMMITTED.

-- for each: inspections, defects, sign_offs, reconciliations, batch_producers
CREATE OR REPLACE FUNCTION a_lock_batch_of_{table}() RETURNS trigger
LANGUAGE plpgsql SET search_path = {schema}, pg_temp AS $$
BEGIN
  IF current_setting('transaction_isolation') <> 'read committed'
  THEN
    RAISE EXCEPTION 'qc_desk: a_lock_batch_of_{table}: write in READ COMMITTED'
    USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  PERFORM 1 FROM batches WHERE id = NEW.batch_id FOR UPDATE;
  RETURN NEW;
END;
$$;
CREATE TRIGGER a_lock_batch_of_{table} BEFORE INSERT OR UPDATE ON {table}
FOR EACH ROW EXECUTE FUNCTION a_lock_batch_of_{table}();

-- for each: answers, photos
CREATE OR REPLACE FUNCTION a_lock_batch_of_{table}() RETURNS trigger
LANGUAGE plpgsql SET search_path = {schema}, pg_temp AS $$
BEGIN
  IF current_setting('transaction_isolation') <> 'read committed'
  THEN
    RAISE EXCEPTION 'qc_desk: a_lock_batch_of_{table}: write in READ COMMITTED'
    USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  PERFORM 1 FROM batches
  WHERE id = (SELECT batch_id FROM inspections WHERE id = NEW.inspection_id)
  FOR UPDATE;
  RETURN NEW;
END;
$$;
CREATE TRIGGER a_lock_batch_of_{table} BEFORE INSERT ON {table}
FOR EACH ROW EXECUTE FUNCTION a_lock_batch_of_{table}();

CREATE OR REPLACE FUNCTION a_lock_batch_of_defect_events() RETURNS trigger
LANGUAGE plpgsql SET search_path = {schema}, pg_temp AS $$
BEGIN
  IF current_setting('transaction_isolation') <> 'read committed'
  THEN
    RAISE EXCEPTION 'qc_desk: a_lock_batch_of_defect_events: write in READ COMMITTED'
    USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  PERFORM 1 FROM batches
  WHERE id = (SELECT batch_id FROM defects WHERE id = NEW.defect_id)
  FOR UPDATE;
  RETURN NEW;
END;
$$;
CREATE TRIGGER a_lock_batch_of_defect_events BEFORE INSERT ON defect_events
FOR EACH ROW EXECUTE FUNCTION a_lock_batch_of_defect_events();

-- 3. The audit chain has no gap; each entry names the one before (that its number is new follows)

CREATE OR REPLACE FUNCTION audit_entries_in_order() RETURNS trigger
LANGUAGE plpgsql SET search_path = {schema}, pg_temp AS $$
BEGIN
  IF NEW.seq IS DISTINCT FROM (SELECT coalesce(max(seq), 0) + 1 FROM audit_entries)
  THEN
    RAISE EXCEPTION 'qc_desk: audit_entries_in_order: the next entry has the next number'
    USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  IF NEW.previous IS DISTINCT FROM coalesce(
    (SELECT hash FROM audit_entries ORDER BY seq DESC LIMIT 1), decode(repeat('00', 32), 'hex'))
  THEN
    RAISE EXCEPTION 'qc_desk: audit_entries_in_order: an entry names the hash of the one before'
    USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  IF NEW.hash IS DISTINCT FROM sha256(
    convert_to('qcdesk.audit.v1', 'UTF8') || decode('00', 'hex') || int8send(NEW.seq)
    || NEW.previous || sha256(NEW.body))
  THEN
    RAISE EXCEPTION 'qc_desk: audit_entries_in_order: the hash is not that of this entry'
    USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END;
$$;
CREATE TRIGGER audit_entries_in_order BEFORE INSERT ON audit_entries
FOR EACH ROW EXECUTE FUNCTION audit_entries_in_order();

-- 4. Identities never change

-- for each: sites, manufacturers, customers, products, orders, defect_codes, checklists
CREATE OR REPLACE FUNCTION {table}_same_identity() RETURNS trigger
LANGUAGE plpgsql SET search_path = {schema}, pg_temp AS $$
BEGIN
  IF NEW.id IS DISTINCT FROM OLD.id
    OR NEW.created_at IS DISTINCT FROM OLD.created_at
  THEN
    RAISE EXCEPTION 'qc_desk: {table}_same_identity: the identity of a row never changes'
    USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END;
$$;
CREATE TRIGGER {table}_same_identity BEFORE UPDATE ON {table}
FOR EACH ROW EXECUTE FUNCTION {table}_same_identity();

-- (That its id is 1 is a constraint of the table.)

CREATE OR REPLACE FUNCTION organisations_same_identity() RETURNS trigger
LANGUAGE plpgsql SET search_path = {schema}, pg_temp AS $$
BEGIN
  IF NEW.database_id IS DISTINCT FROM OLD.database_id
    OR NEW.created_at IS DISTINCT FROM OLD.created_at
    OR NEW.is_sample IS DISTINCT FROM OLD.is_sample
  THEN
    RAISE EXCEPTION 'qc_desk: organisations_same_identity: the identity of the record never changes'
    USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END;
$$;
CREATE TRIGGER organisations_same_identity BEFORE UPDATE ON organisations
FOR EACH ROW EXECUTE FUNCTION organisations_same_identity();

CREATE OR REPLACE FUNCTION persons_same_identity() RETURNS trigger
LANGUAGE plpgsql SET search_path = {schema}, pg_temp AS $$
BEGIN
  IF NEW.id IS DISTINCT FROM OLD.id
    OR NEW.login IS DISTINCT FROM OLD.login
    OR NEW.created_at IS DISTINCT FROM OLD.created_at
  THEN
    RAISE EXCEPTION 'qc_desk: persons_same_identity: a person stays the same person'
    USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END;
$$;
CREATE TRIGGER persons_same_identity BEFORE UPDATE ON persons
FOR EACH ROW EXECUTE FUNCTION persons_same_identity();

CREATE OR REPLACE FUNCTION role_grants_same_identity() RETURNS trigger
LANGUAGE plpgsql SET search_path = {schema}, pg_temp AS $$
BEGIN
  IF NEW.id IS DISTINCT FROM OLD.id
    OR NEW.person_id IS DISTINCT FROM OLD.person_id
    OR NEW.site_id IS DISTINCT FROM OLD.site_id
    OR NEW.role IS DISTINCT FROM OLD.role
    OR NEW.granted_at IS DISTINCT FROM OLD.granted_at
  THEN
    RAISE EXCEPTION 'qc_desk: role_grants_same_identity: a role that was given can only end'
    USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  IF OLD.ended_at IS NOT NULL
    AND NEW.ended_at IS DISTINCT FROM OLD.ended_at
  THEN
    RAISE EXCEPTION 'qc_desk: role_grants_same_identity: a role that has ended is given anew'
    USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END;
$$;
CREATE TRIGGER role_grants_same_identity BEFORE UPDATE ON role_grants
FOR EACH ROW EXECUTE FUNCTION role_grants_same_identity();

-- 5. A published checklist never changes

CREATE OR REPLACE FUNCTION checklist_versions_born_draft() RETURNS trigger
LANGUAGE plpgsql SET search_path = {schema}, pg_temp AS $$
BEGIN
  IF NEW.status <> 'draft'
  THEN
    RAISE EXCEPTION 'qc_desk: checklist_versions_born_draft: a new version is a draft'
    USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END;
$$;
CREATE TRIGGER checklist_versions_born_draft BEFORE INSERT ON checklist_versions
FOR EACH ROW EXECUTE FUNCTION checklist_versions_born_draft();

CREATE OR REPLACE FUNCTION checklist_versions_published() RETURNS trigger
LANGUAGE plpgsql SET search_path = {schema}, pg_temp AS $$
BEGIN
  IF NEW.status <> OLD.status
    AND OLD.status || '>' || NEW.status NOT IN ('draft>effective', 'effective>superseded')
  THEN
    RAISE EXCEPTION 'qc_desk: checklist_versions_published: a version goes from draft to effective to superseded'
    USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  IF NEW.id IS DISTINCT FROM OLD.id
    OR NEW.checklist_id IS DISTINCT FROM OLD.checklist_id
    OR NEW.number IS DISTINCT FROM OLD.number
    OR NEW.drafted_by_id IS DISTINCT FROM OLD.drafted_by_id
    OR NEW.drafted_at IS DISTINCT FROM OLD.drafted_at
  THEN
    RAISE EXCEPTION 'qc_desk: checklist_versions_published: the identity of a version never changes'
    USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  IF OLD.status <> 'draft'
    AND (
      NEW.mode IS DISTINCT FROM OLD.mode
      OR NEW.share IS DISTINCT FROM OLD.share
      OR NEW.language IS DISTINCT FROM OLD.language
      OR NEW.sample_size IS DISTINCT FROM OLD.sample_size
      OR NEW.method IS DISTINCT FROM OLD.method
      OR NEW.level IS DISTINCT FROM OLD.level
      OR NEW.aql_major IS DISTINCT FROM OLD.aql_major
      OR NEW.aql_minor IS DISTINCT FROM OLD.aql_minor
      OR NEW.isolated IS DISTINCT FROM OLD.isolated
      OR NEW.digest IS DISTINCT FROM OLD.digest
      OR NEW.approved_by_id IS DISTINCT FROM OLD.approved_by_id
      OR NEW.approved_at IS DISTINCT FROM OLD.approved_at
      OR NEW.alone_reason IS DISTINCT FROM OLD.alone_reason)
  THEN
    RAISE EXCEPTION 'qc_desk: checklist_versions_published: a published version never changes'
    USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END;
$$;
CREATE TRIGGER checklist_versions_published BEFORE UPDATE ON checklist_versions
FOR EACH ROW EXECUTE FUNCTION checklist_versions_published();

CREATE OR REPLACE FUNCTION checklist_versions_deleted_in_draft() RETURNS trigger
LANGUAGE plpgsql SET search_path = {schema}, pg_temp AS $$
BEGIN
  IF OLD.status <> 'draft'
  THEN
    RAISE EXCEPTION 'qc_desk: checklist_versions_deleted_in_draft: a published version is never deleted'
    USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN OLD;
END;
$$;
CREATE TRIGGER checklist_versions_deleted_in_draft BEFORE DELETE ON checklist_versions
FOR EACH ROW EXECUTE FUNCTION checklist_versions_deleted_in_draft();

CREATE OR REPLACE FUNCTION check_items_added_in_draft() RETURNS trigger
LANGUAGE plpgsql SET search_path = {schema}, pg_temp AS $$
BEGIN
  IF NOT EXISTS (
    SELECT 1 FROM checklist_versions
    WHERE id = NEW.version_id
      AND status = 'draft')
  THEN
    RAISE EXCEPTION 'qc_desk: check_items_added_in_draft: a published version never changes'
    USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END;
$$;
CREATE TRIGGER check_items_added_in_draft BEFORE INSERT ON check_items
FOR EACH ROW EXECUTE FUNCTION check_items_added_in_draft();

CREATE OR REPLACE FUNCTION check_items_changed_in_draft() RETURNS trigger
LANGUAGE plpgsql SET search_path = {schema}, pg_temp AS $$
BEGIN
  IF NOT EXISTS (
    SELECT 1 FROM checklist_versions
    WHERE id = OLD.version_id
      AND status = 'draft')
  THEN
    RAISE EXCEPTION 'qc_desk: check_items_changed_in_draft: a published version never changes'
    USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  IF NEW.id IS DISTINCT FROM OLD.id
    OR NEW.version_id IS DISTINCT FROM OLD.version_id
  THEN
    RAISE EXCEPTION 'qc_desk: check_items_changed_in_draft: an item stays in its version'
    USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END;
$$;
CREATE TRIGGER check_items_changed_in_draft BEFORE UPDATE ON check_items
FOR EACH ROW EXECUTE FUNCTION check_items_changed_in_draft();

CREATE OR REPLACE FUNCTION check_items_deleted_in_draft() RETURNS trigger
LANGUAGE plpgsql SET search_path = {schema}, pg_temp AS $$
BEGIN
  IF NOT EXISTS (
    SELECT 1 FROM checklist_versions
    WHERE id = OLD.version_id
      AND status = 'draft')
  THEN
    RAISE EXCEPTION 'qc_desk: check_items_deleted_in_draft: a published version never changes'
    USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN OLD;
END;
$$;
CREATE TRIGGER check_items_deleted_in_draft BEFORE DELETE ON check_items
FOR EACH ROW EXECUTE FUNCTION check_items_deleted_in_draft();

-- 6. A batch goes its way step by step, and is released by a signature only

CREATE OR REPLACE FUNCTION batches_born_draft() RETURNS trigger
LANGUAGE plpgsql SET search_path = {schema}, pg_temp AS $$
BEGIN
  IF NEW.status <> 'draft'
    OR NEW.round <> 1
  THEN
    RAISE EXCEPTION 'qc_desk: batches_born_draft: a new batch is a draft in round 1'
    USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END;
$$;
CREATE TRIGGER batches_born_draft BEFORE INSERT ON batches
FOR EACH ROW EXECUTE FUNCTION batches_born_draft();

CREATE OR REPLACE FUNCTION batches_step_by_step() RETURNS trigger
LANGUAGE plpgsql SET search_path = {schema}, pg_temp AS $$
BEGIN
  IF NEW.status <> OLD.status
    AND OLD.status || '>' || NEW.status NOT IN (
      'draft>first_check', 'rework>first_check',
      'first_check>second_check', 'first_check>draft', 'first_check>rework',
      'second_check>released', 'second_check>held', 'second_check>draft', 'second_check>rework',
      'held>released', 'held>rework', 'held>scrapped', 'held>returned',
      'released>shipped', 'released>recalled', 'shipped>recalled')
  THEN
    RAISE EXCEPTION 'qc_desk: batches_step_by_step: there is no such step'
    USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  IF NEW.round <> OLD.round
    AND (
      NEW.round <> OLD.round + 1
      OR NEW.status NOT IN ('draft', 'rework'))
  THEN
    RAISE EXCEPTION 'qc_desk: batches_step_by_step: a round begins after the one before, with rework or a new draft'
    USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END;
$$;
CREATE TRIGGER batches_step_by_step BEFORE UPDATE ON batches
FOR EACH ROW EXECUTE FUNCTION batches_step_by_step();

CREATE OR REPLACE FUNCTION batches_released_by_signature() RETURNS trigger
LANGUAGE plpgsql SET search_path = {schema}, pg_temp AS $$
BEGIN
  IF NEW.status = 'released'
    AND NOT EXISTS (
      SELECT 1 FROM sign_offs
      WHERE batch_id = NEW.id
        AND round = NEW.round
        AND meaning IN ('approved', 'concession', 'released_alone'))
  THEN
    RAISE EXCEPTION 'qc_desk: batches_released_by_signature: no second person has signed the release of this round'
    USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END;
$$;
CREATE TRIGGER batches_released_by_signature BEFORE UPDATE ON batches
FOR EACH ROW EXECUTE FUNCTION batches_released_by_signature();

CREATE OR REPLACE FUNCTION batches_same_facts() RETURNS trigger
LANGUAGE plpgsql SET search_path = {schema}, pg_temp AS $$
BEGIN
  IF NEW.id IS DISTINCT FROM OLD.id
    OR NEW.created_at IS DISTINCT FROM OLD.created_at
  THEN
    RAISE EXCEPTION 'qc_desk: batches_same_facts: the identity of a batch never changes'
    USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  IF (
      NEW.number IS DISTINCT FROM OLD.number
      OR NEW.product_id IS DISTINCT FROM OLD.product_id
      OR NEW.site_id IS DISTINCT FROM OLD.site_id)
    AND EXISTS (
      SELECT 1 FROM inspections
      WHERE batch_id = OLD.id)
  THEN
    RAISE EXCEPTION 'qc_desk: batches_same_facts: the check of this batch has begun'
    USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  IF (
      NEW.quantity IS DISTINCT FROM OLD.quantity
      OR NEW.manufacturer_id IS DISTINCT FROM OLD.manufacturer_id
      OR NEW.produced_on IS DISTINCT FROM OLD.produced_on)
    AND EXISTS (
      SELECT 1 FROM sign_offs
      WHERE batch_id = OLD.id)
  THEN
    RAISE EXCEPTION 'qc_desk: batches_same_facts: this batch has been signed'
    USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END;
$$;
CREATE TRIGGER batches_same_facts BEFORE UPDATE ON batches
FOR EACH ROW EXECUTE FUNCTION batches_same_facts();

CREATE OR REPLACE FUNCTION batch_producers_not_second() RETURNS trigger
LANGUAGE plpgsql SET search_path = {schema}, pg_temp AS $$
BEGIN
  IF EXISTS (
      SELECT 1 FROM inspections
      WHERE batch_id = NEW.batch_id
        AND inspector_id = NEW.person_id
        AND seat = 'second')
    OR EXISTS (
      SELECT 1 FROM sign_offs
      WHERE batch_id = NEW.batch_id
        AND signer_id = NEW.person_id
        AND slot IN ('decision', 'concession', 'reconciled_second', 'reconciled_third'))
  THEN
    RAISE EXCEPTION 'qc_desk: batch_producers_not_second: this person has taken the second seat of the batch'
    USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END;
$$;
CREATE TRIGGER batch_producers_not_second BEFORE INSERT ON batch_producers
FOR EACH ROW EXECUTE FUNCTION batch_producers_not_second();

-- 7. Inspections: who may open one, and that they only go forward

CREATE OR REPLACE FUNCTION inspections_opened() RETURNS trigger
LANGUAGE plpgsql SET search_path = {schema}, pg_temp AS $$
BEGIN
  IF NEW.status <> 'open'
  THEN
    RAISE EXCEPTION 'qc_desk: inspections_opened: a new inspection is open'
    USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  IF NOT EXISTS (
    SELECT 1 FROM batches
    WHERE id = NEW.batch_id
      AND round = NEW.round
      AND status = CASE NEW.seat WHEN 'first' THEN 'first_check' ELSE 'second_check' END)
  THEN
    RAISE EXCEPTION 'qc_desk: inspections_opened: the batch does not wait for this inspection'
    USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  IF EXISTS (
    SELECT 1 FROM sign_offs
    WHERE batch_id = NEW.batch_id
      AND round = NEW.round
      AND slot = CASE NEW.seat WHEN 'first' THEN 'first' ELSE 'decision' END)
  THEN
    RAISE EXCEPTION 'qc_desk: inspections_opened: this seat is signed'
    USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  IF NOT EXISTS (
    SELECT 1 FROM checklist_versions
    WHERE id = NEW.version_id
      AND status <> 'draft')
  THEN
    RAISE EXCEPTION 'qc_desk: inspections_opened: a draft checklist is not in force'
    USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END;
$$;
CREATE TRIGGER inspections_opened BEFORE INSERT ON inspections
FOR EACH ROW EXECUTE FUNCTION inspections_opened();

CREATE OR REPLACE FUNCTION inspections_by_inspector() RETURNS trigger
LANGUAGE plpgsql SET search_path = {schema}, pg_temp AS $$
BEGIN
  IF NOT EXISTS (
    SELECT 1 FROM persons
    WHERE id = NEW.inspector_id
      AND retired_at IS NULL)
  THEN
    RAISE EXCEPTION 'qc_desk: inspections_by_inspector: a retired person does not inspect'
    USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  IF NOT EXISTS (
    SELECT 1 FROM role_grants
    WHERE person_id = NEW.inspector_id
      AND site_id = (SELECT site_id FROM batches WHERE id = NEW.batch_id)
      AND role IN ('inspector', 'lead', 'owner')
      AND ended_at IS NULL)
  THEN
    RAISE EXCEPTION 'qc_desk: inspections_by_inspector: this person may not inspect at the site'
    USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END;
$$;
CREATE TRIGGER inspections_by_inspector BEFORE INSERT ON inspections
FOR EACH ROW EXECUTE FUNCTION inspections_by_inspector();

CREATE OR REPLACE FUNCTION inspections_second_person() RETURNS trigger
LANGUAGE plpgsql SET search_path = {schema}, pg_temp AS $$
BEGIN
  IF NEW.seat = 'second'
    AND EXISTS (
      SELECT 1 FROM inspections
      WHERE batch_id = NEW.batch_id
        AND inspector_id = NEW.inspector_id
        AND seat = 'first')
  THEN
    RAISE EXCEPTION 'qc_desk: inspections_second_person: this person has done a first check of the batch'
    USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  IF NEW.seat = 'second'
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
              AND by_id = NEW.inspector_id)))
  THEN
    RAISE EXCEPTION 'qc_desk: inspections_second_person: this person has recorded for a first check of the batch'
    USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  IF NEW.seat = 'second'
    AND EXISTS (
      SELECT 1 FROM batch_producers
      WHERE batch_id = NEW.batch_id
        AND person_id = NEW.inspector_id)
  THEN
    RAISE EXCEPTION 'qc_desk: inspections_second_person: this person has made the batch'
    USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END;
$$;
CREATE TRIGGER inspections_second_person BEFORE INSERT ON inspections
FOR EACH ROW EXECUTE FUNCTION inspections_second_person();

CREATE OR REPLACE FUNCTION inspections_same_facts() RETURNS trigger
LANGUAGE plpgsql SET search_path = {schema}, pg_temp AS $$
BEGIN
  IF NEW.id IS DISTINCT FROM OLD.id
    OR NEW.batch_id IS DISTINCT FROM OLD.batch_id
    OR NEW.round IS DISTINCT FROM OLD.round
    OR NEW.seat IS DISTINCT FROM OLD.seat
    OR NEW.inspector_id IS DISTINCT FROM OLD.inspector_id
    OR NEW.version_id IS DISTINCT FROM OLD.version_id
    OR NEW.sample_size IS DISTINCT FROM OLD.sample_size
    OR NEW.opened_at IS DISTINCT FROM OLD.opened_at
  THEN
    RAISE EXCEPTION 'qc_desk: inspections_same_facts: who inspects what by which checklist never changes'
    USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  IF OLD.status = 'withdrawn'
    AND NEW.reason IS DISTINCT FROM OLD.reason
  THEN
    RAISE EXCEPTION 'qc_desk: inspections_same_facts: the reason of a withdrawal never changes'
    USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END;
$$;
CREATE TRIGGER inspections_same_facts BEFORE UPDATE ON inspections
FOR EACH ROW EXECUTE FUNCTION inspections_same_facts();

CREATE OR REPLACE FUNCTION inspections_only_forward() RETURNS trigger
LANGUAGE plpgsql SET search_path = {schema}, pg_temp AS $$
BEGIN
  IF NEW.status <> OLD.status
    AND OLD.status || '>' || NEW.status NOT IN (
      'open>submitted', 'open>signed', 'submitted>signed',
      'open>withdrawn', 'submitted>withdrawn', 'signed>withdrawn')
  THEN
    RAISE EXCEPTION 'qc_desk: inspections_only_forward: an inspection is not opened again'
    USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  IF NEW.status = 'withdrawn'
    AND OLD.status <> 'withdrawn'
    AND EXISTS (
      SELECT 1 FROM sign_offs
      WHERE batch_id = OLD.batch_id
        AND round = OLD.round
        AND slot IN ('decision', 'alone'))
  THEN
    RAISE EXCEPTION 'qc_desk: inspections_only_forward: this round has been decided'
    USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END;
$$;
CREATE TRIGGER inspections_only_forward BEFORE UPDATE ON inspections
FOR EACH ROW EXECUTE FUNCTION inspections_only_forward();

-- 8. Answers, defects and photos: by the inspector, into an open inspection, on its own items and units

-- for each: answers, defects
CREATE OR REPLACE FUNCTION {table}_in_open_inspection() RETURNS trigger
LANGUAGE plpgsql SET search_path = {schema}, pg_temp AS $$
BEGIN
  IF NOT EXISTS (
    SELECT 1 FROM inspections
    WHERE id = NEW.inspection_id
      AND inspector_id = NEW.by_id
      AND status = 'open')
  THEN
    RAISE EXCEPTION 'qc_desk: {table}_in_open_inspection: the inspection is not open to this person'
    USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END;
$$;
CREATE TRIGGER {table}_in_open_inspection BEFORE INSERT ON {table}
FOR EACH ROW EXECUTE FUNCTION {table}_in_open_inspection();

-- for each: answers, defects
CREATE OR REPLACE FUNCTION {table}_not_after_signature() RETURNS trigger
LANGUAGE plpgsql SET search_path = {schema}, pg_temp AS $$
BEGIN
  IF EXISTS (
    SELECT 1 FROM inspections i, sign_offs s
    WHERE i.id = NEW.inspection_id
      AND s.batch_id = i.batch_id
      AND s.round = i.round
      AND s.slot = CASE i.seat WHEN 'first' THEN 'first' ELSE 'decision' END)
  THEN
    RAISE EXCEPTION 'qc_desk: {table}_not_after_signature: this seat is signed'
    USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END;
$$;
CREATE TRIGGER {table}_not_after_signature BEFORE INSERT ON {table}
FOR EACH ROW EXECUTE FUNCTION {table}_not_after_signature();

-- for each: defects, photos
CREATE OR REPLACE FUNCTION {table}_on_the_sample() RETURNS trigger
LANGUAGE plpgsql SET search_path = {schema}, pg_temp AS $$
BEGIN
  IF NEW.item_id IS NOT NULL
    AND NOT EXISTS (
      SELECT 1 FROM inspections s, check_items i
      WHERE s.id = NEW.inspection_id
        AND i.id = NEW.item_id
        AND i.version_id = s.version_id
        AND CASE WHEN i.per_unit THEN NEW.unit_number BETWEEN 1 AND COALESCE((SELECT n FROM sample_plans WHERE inspection_id = s.id AND severity = i.severity), s.sample_size) ELSE NEW.unit_number = 0 END)
  THEN
    RAISE EXCEPTION 'qc_desk: {table}_on_the_sample: there is no such item or unit in the inspection'
    USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  IF NOT EXISTS (
    SELECT 1 FROM inspections
    WHERE id = NEW.inspection_id
      AND NEW.unit_number BETWEEN 0 AND sample_size)
  THEN
    RAISE EXCEPTION 'qc_desk: {table}_on_the_sample: there is no such unit in the inspection'
    USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END;
$$;
CREATE TRIGGER {table}_on_the_sample BEFORE INSERT ON {table}
FOR EACH ROW EXECUTE FUNCTION {table}_on_the_sample();

CREATE OR REPLACE FUNCTION answers_on_the_sample() RETURNS trigger
LANGUAGE plpgsql SET search_path = {schema}, pg_temp AS $$
BEGIN
  IF NOT EXISTS (
    SELECT 1 FROM inspections s, check_items i
    WHERE s.id = NEW.inspection_id
      AND i.id = NEW.item_id
      AND i.version_id = s.version_id
      AND CASE WHEN i.per_unit THEN NEW.unit_number BETWEEN 1 AND COALESCE((SELECT n FROM sample_plans WHERE inspection_id = s.id AND severity = i.severity), s.sample_size) ELSE NEW.unit_number = 0 END)
  THEN
    RAISE EXCEPTION 'qc_desk: answers_on_the_sample: there is no such item or unit in the inspection'
    USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END;
$$;
CREATE TRIGGER answers_on_the_sample BEFORE INSERT ON answers
FOR EACH ROW EXECUTE FUNCTION answers_on_the_sample();

CREATE OR REPLACE FUNCTION answers_of_their_kind() RETURNS trigger
LANGUAGE plpgsql SET search_path = {schema}, pg_temp AS $$
BEGIN
  IF NEW.value IS NULL
    AND NEW.result <> 'not_applicable'
    AND EXISTS (
      SELECT 1 FROM check_items
      WHERE id = NEW.item_id
        AND kind IN ('measurement', 'count'))
  THEN
    RAISE EXCEPTION 'qc_desk: answers_of_their_kind: the number is missing'
    USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  IF NEW.words = ''
    AND NEW.result <> 'not_applicable'
    AND EXISTS (
      SELECT 1 FROM check_items
      WHERE id = NEW.item_id
        AND kind IN ('choice', 'text'))
  THEN
    RAISE EXCEPTION 'qc_desk: answers_of_their_kind: the words are missing'
    USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END;
$$;
CREATE TRIGGER answers_of_their_kind BEFORE INSERT ON answers
FOR EACH ROW EXECUTE FUNCTION answers_of_their_kind();

CREATE OR REPLACE FUNCTION answers_replace_their_own() RETURNS trigger
LANGUAGE plpgsql SET search_path = {schema}, pg_temp AS $$
BEGIN
  IF NEW.replaces_id IS NOT NULL
    AND NOT EXISTS (
      SELECT 1 FROM answers
      WHERE id = NEW.replaces_id
        AND inspection_id = NEW.inspection_id
        AND item_id = NEW.item_id
        AND unit_number = NEW.unit_number)
  THEN
    RAISE EXCEPTION 'qc_desk: answers_replace_their_own: an answer replaces one at the same place'
    USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END;
$$;
CREATE TRIGGER answers_replace_their_own BEFORE INSERT ON answers
FOR EACH ROW EXECUTE FUNCTION answers_replace_their_own();

CREATE OR REPLACE FUNCTION defects_of_their_batch() RETURNS trigger
LANGUAGE plpgsql SET search_path = {schema}, pg_temp AS $$
BEGIN
  IF NOT EXISTS (
    SELECT 1 FROM inspections
    WHERE id = NEW.inspection_id
      AND batch_id = NEW.batch_id)
  THEN
    RAISE EXCEPTION 'qc_desk: defects_of_their_batch: the inspection is of another batch'
    USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END;
$$;
CREATE TRIGGER defects_of_their_batch BEFORE INSERT ON defects
FOR EACH ROW EXECUTE FUNCTION defects_of_their_batch();

CREATE OR REPLACE FUNCTION defects_same_facts() RETURNS trigger
LANGUAGE plpgsql SET search_path = {schema}, pg_temp AS $$
BEGIN
  IF NEW.id IS DISTINCT FROM OLD.id
    OR NEW.batch_id IS DISTINCT FROM OLD.batch_id
    OR NEW.inspection_id IS DISTINCT FROM OLD.inspection_id
    OR NEW.item_id IS DISTINCT FROM OLD.item_id
    OR NEW.unit_number IS DISTINCT FROM OLD.unit_number
    OR NEW.number IS DISTINCT FROM OLD.number
    OR NEW.code_id IS DISTINCT FROM OLD.code_id
    OR NEW.severity IS DISTINCT FROM OLD.severity
    OR NEW.quantity IS DISTINCT FROM OLD.quantity
    OR NEW.place IS DISTINCT FROM OLD.place
    OR NEW.containment IS DISTINCT FROM OLD.containment
    OR NEW.note IS DISTINCT FROM OLD.note
    OR NEW.by_id IS DISTINCT FROM OLD.by_id
    OR NEW.at IS DISTINCT FROM OLD.at
  THEN
    RAISE EXCEPTION 'qc_desk: defects_same_facts: what was found never changes'
    USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END;
$$;
CREATE TRIGGER defects_same_facts BEFORE UPDATE ON defects
FOR EACH ROW EXECUTE FUNCTION defects_same_facts();

CREATE OR REPLACE FUNCTION defects_only_forward() RETURNS trigger
LANGUAGE plpgsql SET search_path = {schema}, pg_temp AS $$
BEGIN
  IF NEW.status <> OLD.status
    AND OLD.status || '>' || NEW.status NOT IN (
      'open>contained', 'contained>dispositioned', 'dispositioned>closed')
  THEN
    RAISE EXCEPTION 'qc_desk: defects_only_forward: containment comes before disposition, closing comes last'
    USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END;
$$;
CREATE TRIGGER defects_only_forward BEFORE UPDATE ON defects
FOR EACH ROW EXECUTE FUNCTION defects_only_forward();

-- That a defect was found again, at another place, is part of the check; what is done about it comes later.

CREATE OR REPLACE FUNCTION defect_events_found_in_open_inspection() RETURNS trigger
LANGUAGE plpgsql SET search_path = {schema}, pg_temp AS $$
BEGIN
  IF NEW.item_id IS NOT NULL
    AND NOT EXISTS (
      SELECT 1 FROM inspections
      WHERE id = (SELECT inspection_id FROM defects WHERE id = NEW.defect_id)
        AND inspector_id = NEW.by_id
        AND status = 'open')
  THEN
    RAISE EXCEPTION 'qc_desk: defect_events_found_in_open_inspection: the inspection is not open to this person'
    USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  IF NEW.item_id IS NOT NULL
    AND EXISTS (
      SELECT 1 FROM inspections i, sign_offs s
      WHERE i.id = (SELECT inspection_id FROM defects WHERE id = NEW.defect_id)
        AND s.batch_id = i.batch_id
        AND s.round = i.round
        AND s.slot = CASE i.seat WHEN 'first' THEN 'first' ELSE 'decision' END)
  THEN
    RAISE EXCEPTION 'qc_desk: defect_events_found_in_open_inspection: this seat is signed'
    USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  IF NEW.item_id IS NOT NULL
    AND NOT EXISTS (
      SELECT 1 FROM inspections s, check_items i
      WHERE s.id = (SELECT inspection_id FROM defects WHERE id = NEW.defect_id)
        AND i.id = NEW.item_id
        AND i.version_id = s.version_id
        AND CASE WHEN i.per_unit THEN NEW.unit_number BETWEEN 1 AND COALESCE((SELECT n FROM sample_plans WHERE inspection_id = s.id AND severity = i.severity), s.sample_size) ELSE NEW.unit_number = 0 END)
  THEN
    RAISE EXCEPTION 'qc_desk: defect_events_found_in_open_inspection: there is no such item or unit in the inspection'
    USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  IF NEW.quantity <> 0
    AND NEW.item_id IS NULL
    AND NEW.disposition IS NULL
  THEN
    RAISE EXCEPTION 'qc_desk: defect_events_found_in_open_inspection: pieces are found somewhere or decided about'
    USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END;
$$;
CREATE TRIGGER defect_events_found_in_open_inspection BEFORE INSERT ON defect_events
FOR EACH ROW EXECUTE FUNCTION defect_events_found_in_open_inspection();

-- A picture of an answer is taken during the inspection. A picture of a defect may also come later
-- (containment, rework), until the defect is closed, but not from whoever holds the second seat: they
-- would have recorded for the first check.

CREATE OR REPLACE FUNCTION photos_in_open_inspection() RETURNS trigger
LANGUAGE plpgsql SET search_path = {schema}, pg_temp AS $$
BEGIN
  IF NEW.item_id IS NOT NULL
    AND NOT EXISTS (
      SELECT 1 FROM inspections
      WHERE id = NEW.inspection_id
        AND inspector_id = NEW.by_id
        AND status = 'open')
  THEN
    RAISE EXCEPTION 'qc_desk: photos_in_open_inspection: the inspection is not open to this person'
    USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END;
$$;
CREATE TRIGGER photos_in_open_inspection BEFORE INSERT ON photos
FOR EACH ROW EXECUTE FUNCTION photos_in_open_inspection();

CREATE OR REPLACE FUNCTION photos_not_after_signature() RETURNS trigger
LANGUAGE plpgsql SET search_path = {schema}, pg_temp AS $$
BEGIN
  IF NEW.item_id IS NOT NULL
    AND EXISTS (
      SELECT 1 FROM inspections i, sign_offs s
      WHERE i.id = NEW.inspection_id
        AND s.batch_id = i.batch_id
        AND s.round = i.round
        AND s.slot = CASE i.seat WHEN 'first' THEN 'first' ELSE 'decision' END)
  THEN
    RAISE EXCEPTION 'qc_desk: photos_not_after_signature: this seat is signed'
    USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END;
$$;
CREATE TRIGGER photos_not_after_signature BEFORE INSERT ON photos
FOR EACH ROW EXECUTE FUNCTION photos_not_after_signature();

CREATE OR REPLACE FUNCTION photos_of_their_defect() RETURNS trigger
LANGUAGE plpgsql SET search_path = {schema}, pg_temp AS $$
BEGIN
  IF NEW.defect_id IS NOT NULL
    AND NOT EXISTS (
      SELECT 1 FROM defects
      WHERE id = NEW.defect_id
        AND inspection_id = NEW.inspection_id
        AND status <> 'closed')
  THEN
    RAISE EXCEPTION 'qc_desk: photos_of_their_defect: the defect is closed or of another inspection'
    USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END;
$$;
CREATE TRIGGER photos_of_their_defect BEFORE INSERT ON photos
FOR EACH ROW EXECUTE FUNCTION photos_of_their_defect();

CREATE OR REPLACE FUNCTION photos_not_by_second() RETURNS trigger
LANGUAGE plpgsql SET search_path = {schema}, pg_temp AS $$
BEGIN
  IF EXISTS (
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
            AND slot IN ('decision', 'concession', 'reconciled_second', 'reconciled_third'))))
  THEN
    RAISE EXCEPTION 'qc_desk: photos_not_by_second: this person has taken the second seat of the batch'
    USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END;
$$;
CREATE TRIGGER photos_not_by_second BEFORE INSERT ON photos
FOR EACH ROW EXECUTE FUNCTION photos_not_by_second();

-- 9. Signatures: two persons, each with their own key

CREATE OR REPLACE FUNCTION sign_offs_in_this_round() RETURNS trigger
LANGUAGE plpgsql SET search_path = {schema}, pg_temp AS $$
BEGIN
  IF NOT EXISTS (
    SELECT 1 FROM batches
    WHERE id = NEW.batch_id
      AND round = NEW.round)
  THEN
    RAISE EXCEPTION 'qc_desk: sign_offs_in_this_round: this is not the round of the batch'
    USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END;
$$;
CREATE TRIGGER sign_offs_in_this_round BEFORE INSERT ON sign_offs
FOR EACH ROW EXECUTE FUNCTION sign_offs_in_this_round();

CREATE OR REPLACE FUNCTION sign_offs_own_key() RETURNS trigger
LANGUAGE plpgsql SET search_path = {schema}, pg_temp AS $$
BEGIN
  IF NOT EXISTS (
    SELECT 1 FROM person_keys
    WHERE id = NEW.key_id
      AND person_id = NEW.signer_id)
  THEN
    RAISE EXCEPTION 'qc_desk: sign_offs_own_key: the key is not the signer''s'
    USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  IF EXISTS (
    SELECT 1 FROM person_keys
    WHERE person_id = NEW.signer_id
      AND id > NEW.key_id)
  THEN
    RAISE EXCEPTION 'qc_desk: sign_offs_own_key: the signer has a newer key'
    USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  IF NOT EXISTS (
    SELECT 1 FROM persons
    WHERE id = NEW.signer_id
      AND retired_at IS NULL)
  THEN
    RAISE EXCEPTION 'qc_desk: sign_offs_own_key: a retired person does not sign'
    USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END;
$$;
CREATE TRIGGER sign_offs_own_key BEFORE INSERT ON sign_offs
FOR EACH ROW EXECUTE FUNCTION sign_offs_own_key();

CREATE OR REPLACE FUNCTION sign_offs_by_first_inspector() RETURNS trigger
LANGUAGE plpgsql SET search_path = {schema}, pg_temp AS $$
BEGIN
  IF NEW.slot IN ('first', 'reconciled_first')
    AND NOT EXISTS (
      SELECT 1 FROM inspections
      WHERE batch_id = NEW.batch_id
        AND round = NEW.round
        AND seat = 'first'
        AND inspector_id = NEW.signer_id
        AND status <> 'withdrawn')
  THEN
    RAISE EXCEPTION 'qc_desk: sign_offs_by_first_inspector: the first check is not this person''s'
    USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END;
$$;
CREATE TRIGGER sign_offs_by_first_inspector BEFORE INSERT ON sign_offs
FOR EACH ROW EXECUTE FUNCTION sign_offs_by_first_inspector();

CREATE OR REPLACE FUNCTION sign_offs_after_first() RETURNS trigger
LANGUAGE plpgsql SET search_path = {schema}, pg_temp AS $$
BEGIN
  IF NEW.slot IN ('decision', 'concession', 'reconciled_second', 'reconciled_third')
    AND NOT EXISTS (
      SELECT 1 FROM sign_offs
      WHERE id = NEW.first_id
        AND batch_id = NEW.batch_id
        AND round = NEW.round
        AND slot = 'first'
        AND signer_id = NEW.first_signer_id)
  THEN
    RAISE EXCEPTION 'qc_desk: sign_offs_after_first: the first inspector has not signed this'
    USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  IF NEW.slot <> 'first'
    AND NOT EXISTS (
      SELECT 1 FROM sign_offs
      WHERE batch_id = NEW.batch_id
        AND round = NEW.round
        AND slot = 'first')
  THEN
    RAISE EXCEPTION 'qc_desk: sign_offs_after_first: the first inspector has not signed'
    USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  IF NOT EXISTS (
    SELECT 1 FROM inspections
    WHERE batch_id = NEW.batch_id
      AND round = NEW.round
      AND seat = 'first'
      AND status <> 'withdrawn')
  THEN
    RAISE EXCEPTION 'qc_desk: sign_offs_after_first: the first check was withdrawn'
    USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END;
$$;
CREATE TRIGGER sign_offs_after_first BEFORE INSERT ON sign_offs
FOR EACH ROW EXECUTE FUNCTION sign_offs_after_first();

CREATE OR REPLACE FUNCTION sign_offs_second_person() RETURNS trigger
LANGUAGE plpgsql SET search_path = {schema}, pg_temp AS $$
BEGIN
  IF NEW.slot IN ('decision', 'concession', 'reconciled_second', 'reconciled_third')
    AND EXISTS (
      SELECT 1 FROM inspections
      WHERE batch_id = NEW.batch_id
        AND inspector_id = NEW.signer_id
        AND seat = 'first')
  THEN
    RAISE EXCEPTION 'qc_desk: sign_offs_second_person: the signer has done a first check of the batch'
    USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  IF NEW.slot IN ('decision', 'concession', 'reconciled_second', 'reconciled_third')
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
              AND by_id = NEW.signer_id)))
  THEN
    RAISE EXCEPTION 'qc_desk: sign_offs_second_person: the signer has recorded for a first check of the batch'
    USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  IF NEW.slot IN ('decision', 'concession', 'reconciled_second', 'reconciled_third')
    AND EXISTS (
      SELECT 1 FROM batch_producers
      WHERE batch_id = NEW.batch_id
        AND person_id = NEW.signer_id)
  THEN
    RAISE EXCEPTION 'qc_desk: sign_offs_second_person: the signer has made the batch'
    USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END;
$$;
CREATE TRIGGER sign_offs_second_person BEFORE INSERT ON sign_offs
FOR EACH ROW EXECUTE FUNCTION sign_offs_second_person();

CREATE OR REPLACE FUNCTION sign_offs_by_role() RETURNS trigger
LANGUAGE plpgsql SET search_path = {schema}, pg_temp AS $$
BEGIN
  IF NEW.slot IN ('decision', 'reconciled_second')
    AND NOT EXISTS (
      SELECT 1 FROM role_grants
      WHERE person_id = NEW.signer_id
        AND site_id = (SELECT site_id FROM batches WHERE id = NEW.batch_id)
        AND role IN ('inspector', 'lead', 'owner')
        AND ended_at IS NULL)
  THEN
    RAISE EXCEPTION 'qc_desk: sign_offs_by_role: the signer may not inspect at the site'
    USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  IF NEW.slot IN ('concession', 'reconciled_third')
    AND NOT EXISTS (
      SELECT 1 FROM role_grants
      WHERE person_id = NEW.signer_id
        AND site_id = (SELECT site_id FROM batches WHERE id = NEW.batch_id)
        AND role IN ('lead', 'owner')
        AND ended_at IS NULL)
  THEN
    RAISE EXCEPTION 'qc_desk: sign_offs_by_role: the signer is not lead or owner at the site'
    USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  IF NEW.slot = 'alone'
    AND NOT EXISTS (
      SELECT 1 FROM role_grants
      WHERE person_id = NEW.signer_id
        AND site_id = (SELECT site_id FROM batches WHERE id = NEW.batch_id)
        AND role = 'owner'
        AND ended_at IS NULL)
  THEN
    RAISE EXCEPTION 'qc_desk: sign_offs_by_role: the signer is not an owner at the site'
    USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END;
$$;
CREATE TRIGGER sign_offs_by_role BEFORE INSERT ON sign_offs
FOR EACH ROW EXECUTE FUNCTION sign_offs_by_role();

-- The inspection meant here is a second one: who has done a first one is refused above.

CREATE OR REPLACE FUNCTION sign_offs_after_second_check() RETURNS trigger
LANGUAGE plpgsql SET search_path = {schema}, pg_temp AS $$
BEGIN
  IF NEW.slot IN ('decision', 'reconciled_second')
    AND NOT EXISTS (
      SELECT 1 FROM inspections
      WHERE batch_id = NEW.batch_id
        AND round = NEW.round
        AND inspector_id = NEW.signer_id
        AND status IN ('submitted', 'signed'))
  THEN
    RAISE EXCEPTION 'qc_desk: sign_offs_after_second_check: the signer has not submitted a second check'
    USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  IF NEW.slot = 'reconciled_third'
    AND EXISTS (
      SELECT 1 FROM inspections
      WHERE batch_id = NEW.batch_id
        AND round = NEW.round
        AND inspector_id = NEW.signer_id
        AND status <> 'withdrawn')
  THEN
    RAISE EXCEPTION 'qc_desk: sign_offs_after_second_check: a third person has not done the second check'
    USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  IF NEW.slot = 'concession'
    AND NOT EXISTS (
      SELECT 1 FROM sign_offs
      WHERE batch_id = NEW.batch_id
        AND round = NEW.round
        AND slot = 'decision')
  THEN
    RAISE EXCEPTION 'qc_desk: sign_offs_after_second_check: a concession comes after a second check'
    USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END;
$$;
CREATE TRIGGER sign_offs_after_second_check BEFORE INSERT ON sign_offs
FOR EACH ROW EXECUTE FUNCTION sign_offs_after_second_check();

CREATE OR REPLACE FUNCTION sign_offs_alone() RETURNS trigger
LANGUAGE plpgsql SET search_path = {schema}, pg_temp AS $$
BEGIN
  IF NEW.slot = 'alone'
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
            AND slot = 'first'))
  THEN
    RAISE EXCEPTION 'qc_desk: sign_offs_alone: there is a second person who may inspect at the site'
    USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  IF NEW.slot = 'alone'
    AND EXISTS (
      SELECT 1 FROM sign_offs
      WHERE batch_id = NEW.batch_id
        AND round = NEW.round
        AND slot = 'decision')
  THEN
    RAISE EXCEPTION 'qc_desk: sign_offs_alone: a second person has decided this round'
    USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END;
$$;
CREATE TRIGGER sign_offs_alone BEFORE INSERT ON sign_offs
FOR EACH ROW EXECUTE FUNCTION sign_offs_alone();

CREATE OR REPLACE FUNCTION sign_offs_safe_release() RETURNS trigger
LANGUAGE plpgsql SET search_path = {schema}, pg_temp AS $$
BEGIN
  IF NEW.meaning IN ('approved', 'concession', 'released_alone')
    AND EXISTS (
      SELECT 1 FROM defects
      WHERE batch_id = NEW.batch_id
        AND severity = 'critical'
        AND status <> 'closed')
  THEN
    RAISE EXCEPTION 'qc_desk: sign_offs_safe_release: a critical defect is open'
    USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  IF NEW.meaning = 'approved'
    AND EXISTS (
      SELECT 1 FROM defect_events
      WHERE disposition = 'use_as_is'
        AND defect_id IN (
          SELECT id FROM defects
          WHERE batch_id = NEW.batch_id))
  THEN
    RAISE EXCEPTION 'qc_desk: sign_offs_safe_release: using pieces as they are is a concession'
    USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  IF NEW.meaning = 'approved'
    AND EXISTS (
      SELECT 1 FROM reconciliations
      WHERE batch_id = NEW.batch_id
        AND round = NEW.round
        AND outcome = 'fail')
  THEN
    RAISE EXCEPTION 'qc_desk: sign_offs_safe_release: the differences were decided against the batch'
    USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END;
$$;
CREATE TRIGGER sign_offs_safe_release BEFORE INSERT ON sign_offs
FOR EACH ROW EXECUTE FUNCTION sign_offs_safe_release();

CREATE OR REPLACE FUNCTION reconciliations_before_decision() RETURNS trigger
LANGUAGE plpgsql SET search_path = {schema}, pg_temp AS $$
BEGIN
  IF NOT EXISTS (
    SELECT 1 FROM batches
    WHERE id = NEW.batch_id
      AND round = NEW.round)
  THEN
    RAISE EXCEPTION 'qc_desk: reconciliations_before_decision: this is not the round of the batch'
    USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  IF EXISTS (
    SELECT 1 FROM sign_offs
    WHERE batch_id = NEW.batch_id
      AND round = NEW.round
      AND slot IN ('decision', 'alone'))
  THEN
    RAISE EXCEPTION 'qc_desk: reconciliations_before_decision: this round has been decided'
    USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END;
$$;
CREATE TRIGGER reconciliations_before_decision BEFORE INSERT ON reconciliations
FOR EACH ROW EXECUTE FUNCTION reconciliations_before_decision();
