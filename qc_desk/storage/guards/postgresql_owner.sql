-- The rules of what is put off and of what is decided in a week's review, as PostgreSQL keeps them; postgresql.sql
-- tells how such a file is read.

-- for each: snoozes, review_decisions
CREATE OR REPLACE FUNCTION {table}_never_changed() RETURNS trigger
LANGUAGE plpgsql SET search_path = {schema}, pg_temp AS $$
BEGIN
  RAISE EXCEPTION 'qc_desk: {table}_never_changed: a row of the record is never changed'
  USING ERRCODE = 'integrity_constraint_violation';
END;
$$;
CREATE TRIGGER {table}_never_changed BEFORE UPDATE ON {table}
FOR EACH ROW EXECUTE FUNCTION {table}_never_changed();

-- for each: snoozes, review_decisions
CREATE OR REPLACE FUNCTION {table}_never_deleted() RETURNS trigger
LANGUAGE plpgsql SET search_path = {schema}, pg_temp AS $$
BEGIN
  RAISE EXCEPTION 'qc_desk: {table}_never_deleted: a row of the record is never deleted'
  USING ERRCODE = 'integrity_constraint_violation';
END;
$$;
CREATE TRIGGER {table}_never_deleted BEFORE DELETE ON {table}
FOR EACH ROW EXECUTE FUNCTION {table}_never_deleted();

-- for each: snoozes, review_decisions
CREATE OR REPLACE FUNCTION {table}_never_emptied() RETURNS trigger
LANGUAGE plpgsql SET search_path = {schema}, pg_temp AS $$
BEGIN
  RAISE EXCEPTION 'qc_desk: {table}_never_emptied: a row of the record is never deleted'
  USING ERRCODE = 'integrity_constraint_violation';
END;
$$;
CREATE TRIGGER {table}_never_emptied BEFORE TRUNCATE ON {table}
FOR EACH STATEMENT EXECUTE FUNCTION {table}_never_emptied();

CREATE OR REPLACE FUNCTION snoozes_come_back() RETURNS trigger
LANGUAGE plpgsql SET search_path = {schema}, pg_temp AS $$
BEGIN
  IF NEW.until < (NEW.at AT TIME ZONE 'UTC')::date - 1
    OR NEW.until > (NEW.at AT TIME ZONE 'UTC')::date + 32
  THEN
    RAISE EXCEPTION 'qc_desk: snoozes_come_back: what is put off comes back within a month'
    USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END;
$$;
CREATE TRIGGER snoozes_come_back BEFORE INSERT ON snoozes
FOR EACH ROW EXECUTE FUNCTION snoozes_come_back();

CREATE OR REPLACE FUNCTION snoozes_of_something() RETURNS trigger
LANGUAGE plpgsql SET search_path = {schema}, pg_temp AS $$
BEGIN
  IF NOT (
    (NEW.kind = 'promise' AND EXISTS (SELECT 1 FROM promises WHERE id = NEW.subject_id))
    OR (NEW.kind IN ('ship_date', 'contacts') AND EXISTS (SELECT 1 FROM orders WHERE id = NEW.subject_id))
    OR (NEW.kind = 'complaint' AND EXISTS (SELECT 1 FROM complaints WHERE id = NEW.subject_id))
    OR (NEW.kind IN ('second_check', 'held', 'decision', 'leaving', 'unusual') AND EXISTS (SELECT 1 FROM batches WHERE id = NEW.subject_id))
    OR (NEW.kind = 'check' AND EXISTS (SELECT 1 FROM inspections WHERE id = NEW.subject_id))
    OR (NEW.kind IN ('first_checks', 'alone', 'gauges_out', 'gauges_soon', 'to_confirm', 'to_train', 'backup', 'second_place') AND NEW.subject_id = NEW.by_id)
    OR (NEW.kind = 'report' AND EXISTS (SELECT 1 FROM reports WHERE id = NEW.subject_id)))
  THEN
    RAISE EXCEPTION 'qc_desk: snoozes_of_something: there is nothing of this kind and number'
    USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END;
$$;
CREATE TRIGGER snoozes_of_something BEFORE INSERT ON snoozes
FOR EACH ROW EXECUTE FUNCTION snoozes_of_something();

CREATE OR REPLACE FUNCTION snoozes_by_somebody_here() RETURNS trigger
LANGUAGE plpgsql SET search_path = {schema}, pg_temp AS $$
BEGIN
  IF NOT EXISTS (
    SELECT 1 FROM persons
    WHERE id = NEW.by_id
      AND retired_at IS NULL)
  THEN
    RAISE EXCEPTION 'qc_desk: snoozes_by_somebody_here: this person does not work here'
    USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END;
$$;
CREATE TRIGGER snoozes_by_somebody_here BEFORE INSERT ON snoozes
FOR EACH ROW EXECUTE FUNCTION snoozes_by_somebody_here();

CREATE OR REPLACE FUNCTION review_decisions_by_owner() RETURNS trigger
LANGUAGE plpgsql SET search_path = {schema}, pg_temp AS $$
BEGIN
  IF NOT EXISTS (
    SELECT 1 FROM role_grants
    WHERE person_id = NEW.by_id
      AND role = 'owner'
      AND ended_at IS NULL
      AND person_id IN (
        SELECT id FROM persons
        WHERE retired_at IS NULL))
  THEN
    RAISE EXCEPTION 'qc_desk: review_decisions_by_owner: only an owner decides in a review'
    USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END;
$$;
CREATE TRIGGER review_decisions_by_owner BEFORE INSERT ON review_decisions
FOR EACH ROW EXECUTE FUNCTION review_decisions_by_owner();

CREATE OR REPLACE FUNCTION review_decisions_are_promised() RETURNS trigger
LANGUAGE plpgsql SET search_path = {schema}, pg_temp AS $$
BEGIN
  IF NOT EXISTS (
    SELECT 1 FROM promises
    WHERE id = NEW.promise_id
      AND side = 'ours'
      AND by_id = NEW.by_id
      AND made_at = NEW.at)
  THEN
    RAISE EXCEPTION 'qc_desk: review_decisions_are_promised: a decision is a promise of ours, made then by who decides'
    USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  IF extract(isodow FROM NEW.week) <> 1
  THEN
    RAISE EXCEPTION 'qc_desk: review_decisions_are_promised: a week begins on a Monday'
    USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END;
$$;
CREATE TRIGGER review_decisions_are_promised BEFORE INSERT ON review_decisions
FOR EACH ROW EXECUTE FUNCTION review_decisions_are_promised();
