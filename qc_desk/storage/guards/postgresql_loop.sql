-- The rules of complaints, promises, problems and corrective actions, as PostgreSQL keeps
-- them; postgresql.sql tells how such a file is read.
--
-- A person's act changes the state of a thing first and then writes the event that tells of it, in one
-- transaction. So a rule about a step stands at the event, or asks for the event of the step before.

-- 1. What has been said and done stays as it was said and done

-- for each: complaint_events, complaint_links, escape_rulings, complaint_photos, touches, promises, promise_events, problem_events, sightings, extra_checks, service_targets, discipline_entries, actions, action_events
CREATE OR REPLACE FUNCTION {table}_never_changed() RETURNS trigger
LANGUAGE plpgsql SET search_path = {schema}, pg_temp AS $$
BEGIN
  RAISE EXCEPTION 'qc_desk: {table}_never_changed: a row of the record is never changed'
    USING ERRCODE = 'integrity_constraint_violation';
END;
$$;
CREATE TRIGGER {table}_never_changed BEFORE UPDATE ON {table}
FOR EACH ROW EXECUTE FUNCTION {table}_never_changed();

-- for each: complaint_events, complaint_links, escape_rulings, complaint_photos, touches, promises, promise_events, problem_events, sightings, extra_checks, service_targets, discipline_entries, actions, action_events, complaints, problems, corrective_actions
CREATE OR REPLACE FUNCTION {table}_never_deleted() RETURNS trigger
LANGUAGE plpgsql SET search_path = {schema}, pg_temp AS $$
BEGIN
  RAISE EXCEPTION 'qc_desk: {table}_never_deleted: a row of the record is never deleted'
    USING ERRCODE = 'integrity_constraint_violation';
END;
$$;
CREATE TRIGGER {table}_never_deleted BEFORE DELETE ON {table}
FOR EACH ROW EXECUTE FUNCTION {table}_never_deleted();

-- for each: complaint_events, complaint_links, escape_rulings, complaint_photos, touches, promises, promise_events, problem_events, sightings, extra_checks, service_targets, discipline_entries, actions, action_events, complaints, problems, corrective_actions
CREATE OR REPLACE FUNCTION {table}_never_emptied() RETURNS trigger
LANGUAGE plpgsql SET search_path = {schema}, pg_temp AS $$
BEGIN
  RAISE EXCEPTION 'qc_desk: {table}_never_emptied: a row of the record is never deleted'
    USING ERRCODE = 'integrity_constraint_violation';
END;
$$;
CREATE TRIGGER {table}_never_emptied BEFORE TRUNCATE ON {table}
FOR EACH STATEMENT EXECUTE FUNCTION {table}_never_emptied();

-- 2. One at a time: whoever adds to a thing holds it until their transaction ends (see postgresql.sql).

-- 3. Complaints: what was heard stays; the way through it is the same for every customer

CREATE OR REPLACE FUNCTION complaints_born_received() RETURNS trigger
LANGUAGE plpgsql SET search_path = {schema}, pg_temp AS $$
BEGIN
  IF NEW.status <> 'received'
    OR NEW.outcome IS NOT NULL
  THEN
    RAISE EXCEPTION 'qc_desk: complaints_born_received: a new complaint has been received, and nothing more'
    USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  IF NEW.heard_at > NEW.entered_at
  THEN
    RAISE EXCEPTION 'qc_desk: complaints_born_received: nobody enters what was not heard yet'
    USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END;
$$;
CREATE TRIGGER complaints_born_received BEFORE INSERT ON complaints
FOR EACH ROW EXECUTE FUNCTION complaints_born_received();

CREATE OR REPLACE FUNCTION complaints_same_facts() RETURNS trigger
LANGUAGE plpgsql SET search_path = {schema}, pg_temp AS $$
BEGIN
  IF NEW.id IS DISTINCT FROM OLD.id
    OR NEW.number IS DISTINCT FROM OLD.number
    OR NEW.words IS DISTINCT FROM OLD.words
    OR NEW.heard_at IS DISTINCT FROM OLD.heard_at
    OR NEW.heard_by_id IS DISTINCT FROM OLD.heard_by_id
    OR NEW.channel IS DISTINCT FROM OLD.channel
    OR NEW.customer_id IS DISTINCT FROM OLD.customer_id
    OR NEW.entered_at IS DISTINCT FROM OLD.entered_at
    OR NEW.entered_by_id IS DISTINCT FROM OLD.entered_by_id
    OR NEW.source IS DISTINCT FROM OLD.source
    OR NEW.outside_id IS DISTINCT FROM OLD.outside_id
  THEN
    RAISE EXCEPTION 'qc_desk: complaints_same_facts: what was heard never changes'
    USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END;
$$;
CREATE TRIGGER complaints_same_facts BEFORE UPDATE ON complaints
FOR EACH ROW EXECUTE FUNCTION complaints_same_facts();

CREATE OR REPLACE FUNCTION corrective_actions_same_facts() RETURNS trigger
LANGUAGE plpgsql SET search_path = {schema}, pg_temp AS $$
BEGIN
  IF NEW.id IS DISTINCT FROM OLD.id
    OR NEW.number IS DISTINCT FROM OLD.number
    OR NEW.problem_id IS DISTINCT FROM OLD.problem_id
    OR NEW.opened_at IS DISTINCT FROM OLD.opened_at
  THEN
    RAISE EXCEPTION 'qc_desk: corrective_actions_same_facts: the identity of a row never changes'
    USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END;
$$;
CREATE TRIGGER corrective_actions_same_facts BEFORE UPDATE ON corrective_actions
FOR EACH ROW EXECUTE FUNCTION corrective_actions_same_facts();

CREATE OR REPLACE FUNCTION problems_same_facts() RETURNS trigger
LANGUAGE plpgsql SET search_path = {schema}, pg_temp AS $$
BEGIN
  IF NEW.id IS DISTINCT FROM OLD.id
    OR NEW.number IS DISTINCT FROM OLD.number
    OR NEW.family IS DISTINCT FROM OLD.family
    OR NEW.code_id IS DISTINCT FROM OLD.code_id
    OR NEW.item_code IS DISTINCT FROM OLD.item_code
    OR NEW.variant IS DISTINCT FROM OLD.variant
    OR NEW.raised_at IS DISTINCT FROM OLD.raised_at
  THEN
    RAISE EXCEPTION 'qc_desk: problems_same_facts: the signature of a problem never changes'
    USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END;
$$;
CREATE TRIGGER problems_same_facts BEFORE UPDATE ON problems
FOR EACH ROW EXECUTE FUNCTION problems_same_facts();
