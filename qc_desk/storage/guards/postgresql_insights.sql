-- The rules of what decided rounds came to, as PostgreSQL keeps them; postgresql.sql tells how such a file is read.

CREATE OR REPLACE FUNCTION decided_rounds_never_changed() RETURNS trigger
LANGUAGE plpgsql SET search_path = {schema}, pg_temp AS $$
BEGIN
  RAISE EXCEPTION 'qc_desk: decided_rounds_never_changed: a row of the record is never changed'
    USING ERRCODE = 'integrity_constraint_violation';
END;
$$;
CREATE TRIGGER decided_rounds_never_changed BEFORE UPDATE ON decided_rounds
FOR EACH ROW EXECUTE FUNCTION decided_rounds_never_changed();

CREATE OR REPLACE FUNCTION decided_rounds_never_deleted() RETURNS trigger
LANGUAGE plpgsql SET search_path = {schema}, pg_temp AS $$
BEGIN
  RAISE EXCEPTION 'qc_desk: decided_rounds_never_deleted: a row of the record is never deleted'
    USING ERRCODE = 'integrity_constraint_violation';
END;
$$;
CREATE TRIGGER decided_rounds_never_deleted BEFORE DELETE ON decided_rounds
FOR EACH ROW EXECUTE FUNCTION decided_rounds_never_deleted();

CREATE OR REPLACE FUNCTION decided_rounds_never_emptied() RETURNS trigger
LANGUAGE plpgsql SET search_path = {schema}, pg_temp AS $$
BEGIN
  RAISE EXCEPTION 'qc_desk: decided_rounds_never_emptied: a row of the record is never deleted'
    USING ERRCODE = 'integrity_constraint_violation';
END;
$$;
CREATE TRIGGER decided_rounds_never_emptied BEFORE TRUNCATE ON decided_rounds
FOR EACH STATEMENT EXECUTE FUNCTION decided_rounds_never_emptied();

CREATE OR REPLACE FUNCTION decided_rounds_at_decision() RETURNS trigger
LANGUAGE plpgsql SET search_path = {schema}, pg_temp AS $$
BEGIN
  IF NOT EXISTS (
    SELECT 1 FROM sign_offs s, batches b
    WHERE b.id = NEW.batch_id
      AND b.status = 'second_check'
      AND b.round = NEW.round
      AND b.product_id = NEW.product_id
      AND b.manufacturer_id = NEW.manufacturer_id
      AND b.site_id = NEW.site_id
      AND s.batch_id = b.id
      AND s.round = b.round
      AND s.slot IN ('decision', 'alone')
      AND (s.meaning <> 'rejected') = NEW.accepted
      AND s.signer_id = NEW.by_id)
  THEN
    RAISE EXCEPTION 'qc_desk: decided_rounds_at_decision: this person does not decide the round now'
    USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END;
$$;
CREATE TRIGGER decided_rounds_at_decision BEFORE INSERT ON decided_rounds
FOR EACH ROW EXECUTE FUNCTION decided_rounds_at_decision();
