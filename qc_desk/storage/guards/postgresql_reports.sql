-- The rules of issued reports, as PostgreSQL keeps them; postgresql.sql tells how such a file is read.

-- 1. A withdrawal stays as it was written down; the letterhead is changed, never taken away

CREATE OR REPLACE FUNCTION withdrawals_never_changed() RETURNS trigger
LANGUAGE plpgsql SET search_path = {schema}, pg_temp AS $$
BEGIN
  RAISE EXCEPTION 'qc_desk: withdrawals_never_changed: a row of the record is never changed'
    USING ERRCODE = 'integrity_constraint_violation';
END;
$$;
CREATE TRIGGER withdrawals_never_changed BEFORE UPDATE ON withdrawals
FOR EACH ROW EXECUTE FUNCTION withdrawals_never_changed();

-- for each: withdrawals, letterheads
CREATE OR REPLACE FUNCTION {table}_never_deleted() RETURNS trigger
LANGUAGE plpgsql SET search_path = {schema}, pg_temp AS $$
BEGIN
  RAISE EXCEPTION 'qc_desk: {table}_never_deleted: a row of the record is never deleted'
    USING ERRCODE = 'integrity_constraint_violation';
END;
$$;
CREATE TRIGGER {table}_never_deleted BEFORE DELETE ON {table}
FOR EACH ROW EXECUTE FUNCTION {table}_never_deleted();

-- for each: withdrawals, letterheads
CREATE OR REPLACE FUNCTION {table}_never_emptied() RETURNS trigger
LANGUAGE plpgsql SET search_path = {schema}, pg_temp AS $$
BEGIN
  RAISE EXCEPTION 'qc_desk: {table}_never_emptied: a row of the record is never deleted'
    USING ERRCODE = 'integrity_constraint_violation';
END;
$$;
CREATE TRIGGER {table}_never_emptied BEFORE TRUNCATE ON {table}
FOR EACH STATEMENT EXECUTE FUNCTION {table}_never_emptied();

CREATE OR REPLACE FUNCTION letterheads_same_id() RETURNS trigger
LANGUAGE plpgsql SET search_path = {schema}, pg_temp AS $$
BEGIN
  IF NEW.id IS DISTINCT FROM OLD.id
  THEN
    RAISE EXCEPTION 'qc_desk: letterheads_same_id: the id of a row never changes'
    USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END;
$$;
CREATE TRIGGER letterheads_same_id BEFORE UPDATE ON letterheads
FOR EACH ROW EXECUTE FUNCTION letterheads_same_id();

-- 2. A report replaces one of its own kind, about the same thing

CREATE OR REPLACE FUNCTION reports_replace_their_like() RETURNS trigger
LANGUAGE plpgsql SET search_path = {schema}, pg_temp AS $$
BEGIN
  IF NEW.replaces_id IS NOT NULL
    AND NOT EXISTS (
      SELECT 1 FROM reports
      WHERE id = NEW.replaces_id
        AND kind = NEW.kind
        AND site_id = NEW.site_id
        AND batch_id IS NOT DISTINCT FROM NEW.batch_id
        AND round IS NOT DISTINCT FROM NEW.round
        AND problem_id IS NOT DISTINCT FROM NEW.problem_id
        AND complaint_id IS NOT DISTINCT FROM NEW.complaint_id
        AND corrective_action_id IS NOT DISTINCT FROM NEW.corrective_action_id
        AND begins_on IS NOT DISTINCT FROM NEW.begins_on
        AND ends_on IS NOT DISTINCT FROM NEW.ends_on)
  THEN
    RAISE EXCEPTION 'qc_desk: reports_replace_their_like: a report replaces one about the same thing'
    USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END;
$$;
CREATE TRIGGER reports_replace_their_like BEFORE INSERT ON reports
FOR EACH ROW EXECUTE FUNCTION reports_replace_their_like();

-- 3. Only what is so may be certified: two people have released the batch, the problem is proven

CREATE OR REPLACE FUNCTION reports_certify_released() RETURNS trigger
LANGUAGE plpgsql SET search_path = {schema}, pg_temp AS $$
BEGIN
  IF NEW.kind = 'conformance'
    AND NOT EXISTS (
      SELECT 1 FROM batches b, sign_offs f, sign_offs d
      WHERE b.id = NEW.batch_id
        AND b.round = NEW.round
        AND b.status IN ('released', 'shipped')
        AND f.batch_id = NEW.batch_id
        AND f.round = NEW.round
        AND f.slot = 'first'
        AND d.batch_id = NEW.batch_id
        AND d.round = NEW.round
        AND d.slot = 'decision')
  THEN
    RAISE EXCEPTION 'qc_desk: reports_certify_released: two people have not released this round'
    USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END;
$$;
CREATE TRIGGER reports_certify_released BEFORE INSERT ON reports
FOR EACH ROW EXECUTE FUNCTION reports_certify_released();

CREATE OR REPLACE FUNCTION reports_announce_proven() RETURNS trigger
LANGUAGE plpgsql SET search_path = {schema}, pg_temp AS $$
BEGIN
  IF NEW.kind = 'fixed_letter'
    AND NOT EXISTS (
      SELECT 1 FROM problems
      WHERE id = NEW.problem_id
        AND status = 'proven')
  THEN
    RAISE EXCEPTION 'qc_desk: reports_announce_proven: the problem is not proven solved'
    USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END;
$$;
CREATE TRIGGER reports_announce_proven BEFORE INSERT ON reports
FOR EACH ROW EXECUTE FUNCTION reports_announce_proven();
