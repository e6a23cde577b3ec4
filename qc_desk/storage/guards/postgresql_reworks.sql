-- The rules of what a rework took, as PostgreSQL keeps them; postgresql.sql tells how such a file is read.

CREATE OR REPLACE FUNCTION reworks_never_changed() RETURNS trigger
LANGUAGE plpgsql SET search_path = {schema}, pg_temp AS $$
BEGIN
  RAISE EXCEPTION 'qc_desk: reworks_never_changed: a row of the record is never changed'
  USING ERRCODE = 'integrity_constraint_violation';
END;
$$;
CREATE TRIGGER reworks_never_changed BEFORE UPDATE ON reworks
FOR EACH ROW EXECUTE FUNCTION reworks_never_changed();

CREATE OR REPLACE FUNCTION reworks_never_deleted() RETURNS trigger
LANGUAGE plpgsql SET search_path = {schema}, pg_temp AS $$
BEGIN
  RAISE EXCEPTION 'qc_desk: reworks_never_deleted: a row of the record is never deleted'
  USING ERRCODE = 'integrity_constraint_violation';
END;
$$;
CREATE TRIGGER reworks_never_deleted BEFORE DELETE ON reworks
FOR EACH ROW EXECUTE FUNCTION reworks_never_deleted();

CREATE OR REPLACE FUNCTION reworks_never_emptied() RETURNS trigger
LANGUAGE plpgsql SET search_path = {schema}, pg_temp AS $$
BEGIN
  RAISE EXCEPTION 'qc_desk: reworks_never_emptied: a row of the record is never deleted'
  USING ERRCODE = 'integrity_constraint_violation';
END;
$$;
CREATE TRIGGER reworks_never_emptied BEFORE TRUNCATE ON reworks
FOR EACH STATEMENT EXECUTE FUNCTION reworks_never_emptied();

CREATE OR REPLACE FUNCTION reworks_in_turn() RETURNS trigger
LANGUAGE plpgsql SET search_path = {schema}, pg_temp AS $$
BEGIN
  IF NEW.number <> 1 + (
    SELECT count(*) FROM reworks
    WHERE batch_id = NEW.batch_id
      AND round = NEW.round)
  THEN
    RAISE EXCEPTION 'qc_desk: reworks_in_turn: what a rework took is numbered in turn'
    USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END;
$$;
CREATE TRIGGER reworks_in_turn BEFORE INSERT ON reworks
FOR EACH ROW EXECUTE FUNCTION reworks_in_turn();

CREATE OR REPLACE FUNCTION reworks_after_a_check() RETURNS trigger
LANGUAGE plpgsql SET search_path = {schema}, pg_temp AS $$
BEGIN
  IF NOT EXISTS (
    SELECT 1 FROM batches b, inspections i
    WHERE b.id = NEW.batch_id
      AND b.round > NEW.round
      AND i.batch_id = b.id
      AND i.round = NEW.round
      AND i.status = 'signed')
  THEN
    RAISE EXCEPTION 'qc_desk: reworks_after_a_check: the batch was not reworked after this round'
    USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END;
$$;
CREATE TRIGGER reworks_after_a_check BEFORE INSERT ON reworks
FOR EACH ROW EXECUTE FUNCTION reworks_after_a_check();

CREATE OR REPLACE FUNCTION reworks_done_by_then() RETURNS trigger
LANGUAGE plpgsql SET search_path = {schema}, pg_temp AS $$
BEGIN
  IF NEW.done_on > (NEW.at AT TIME ZONE 'UTC')::date + 1
  THEN
    RAISE EXCEPTION 'qc_desk: reworks_done_by_then: what is not done yet took nothing'
    USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END;
$$;
CREATE TRIGGER reworks_done_by_then BEFORE INSERT ON reworks
FOR EACH ROW EXECUTE FUNCTION reworks_done_by_then();

CREATE OR REPLACE FUNCTION reworks_by_somebody_there() RETURNS trigger
LANGUAGE plpgsql SET search_path = {schema}, pg_temp AS $$
BEGIN
  IF NOT EXISTS (
    SELECT 1 FROM role_grants g, batches b
    WHERE b.id = NEW.batch_id
      AND g.site_id = b.site_id
      AND g.person_id = NEW.by_id
      AND g.role IN ('inspector', 'lead', 'owner')
      AND g.ended_at IS NULL
      AND g.person_id IN (
        SELECT id FROM persons
        WHERE retired_at IS NULL))
  THEN
    RAISE EXCEPTION 'qc_desk: reworks_by_somebody_there: this person does not check at the site of the batch'
    USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END;
$$;
CREATE TRIGGER reworks_by_somebody_there BEFORE INSERT ON reworks
FOR EACH ROW EXECUTE FUNCTION reworks_by_somebody_there();
