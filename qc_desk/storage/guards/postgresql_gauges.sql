-- The rules of measuring equipment, as PostgreSQL keeps them; postgresql.sql tells how such a file is read.

-- 1. Nothing is taken away, and what a calibration found never changes

-- for each: gauges, calibrations
CREATE OR REPLACE FUNCTION {table}_never_deleted() RETURNS trigger
LANGUAGE plpgsql SET search_path = {schema}, pg_temp AS $$
BEGIN
  RAISE EXCEPTION 'qc_desk: {table}_never_deleted: a row of the record is never deleted'
    USING ERRCODE = 'integrity_constraint_violation';
END;
$$;
CREATE TRIGGER {table}_never_deleted BEFORE DELETE ON {table}
FOR EACH ROW EXECUTE FUNCTION {table}_never_deleted();

CREATE OR REPLACE FUNCTION calibrations_never_changed() RETURNS trigger
LANGUAGE plpgsql SET search_path = {schema}, pg_temp AS $$
BEGIN
  RAISE EXCEPTION 'qc_desk: calibrations_never_changed: a row of the record is never changed'
    USING ERRCODE = 'integrity_constraint_violation';
END;
$$;
CREATE TRIGGER calibrations_never_changed BEFORE UPDATE ON calibrations
FOR EACH ROW EXECUTE FUNCTION calibrations_never_changed();

-- for each: gauges, calibrations
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

-- 3. A gauge stays the one that its certificates name

CREATE OR REPLACE FUNCTION gauges_same_identity() RETURNS trigger
LANGUAGE plpgsql SET search_path = {schema}, pg_temp AS $$
BEGIN
  IF NEW.id IS DISTINCT FROM OLD.id
    OR NEW.created_at IS DISTINCT FROM OLD.created_at
  THEN
    RAISE EXCEPTION 'qc_desk: gauges_same_identity: the identity of a row never changes'
    USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  IF NEW.number IS DISTINCT FROM OLD.number
    AND EXISTS (SELECT 1 FROM calibrations WHERE gauge_id = OLD.id)
  THEN
    RAISE EXCEPTION 'qc_desk: gauges_same_identity: a calibrated gauge keeps its number'
    USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END;
$$;
CREATE TRIGGER gauges_same_identity BEFORE UPDATE ON gauges
FOR EACH ROW EXECUTE FUNCTION gauges_same_identity();

CREATE OR REPLACE FUNCTION calibrations_noted_by_lead() RETURNS trigger
LANGUAGE plpgsql SET search_path = {schema}, pg_temp AS $$
BEGIN
  IF NOT EXISTS (
    SELECT 1 FROM role_grants
    WHERE person_id = NEW.by_id
      AND role IN ('lead', 'owner')
      AND ended_at IS NULL
      AND EXISTS (SELECT 1 FROM persons WHERE id = NEW.by_id AND retired_at IS NULL))
  THEN
    RAISE EXCEPTION 'qc_desk: calibrations_noted_by_lead: only a lead or owner notes a calibration'
    USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END;
$$;
CREATE TRIGGER calibrations_noted_by_lead BEFORE INSERT ON calibrations
FOR EACH ROW EXECUTE FUNCTION calibrations_noted_by_lead();

-- 4. A value counts only by a gauge that is in date. The days of calibrations are those of the
-- site, which SQLite cannot work out: one day more is let pass here too, the program is exact.

CREATE OR REPLACE FUNCTION answers_by_gauge() RETURNS trigger
LANGUAGE plpgsql SET search_path = {schema}, pg_temp AS $$
BEGIN
  IF NEW.calibration_id IS NULL
    AND NEW.result <> 'not_applicable'
    AND EXISTS (
      SELECT 1 FROM check_items
      WHERE id = NEW.item_id
        AND gauge <> '')
  THEN
    RAISE EXCEPTION 'qc_desk: answers_by_gauge: the item asks for a gauge'
    USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END;
$$;
CREATE TRIGGER answers_by_gauge BEFORE INSERT ON answers
FOR EACH ROW EXECUTE FUNCTION answers_by_gauge();

CREATE OR REPLACE FUNCTION answers_by_gauge_in_date() RETURNS trigger
LANGUAGE plpgsql SET search_path = {schema}, pg_temp AS $$
BEGIN
  IF NEW.calibration_id IS NOT NULL
    AND NOT EXISTS (
      SELECT 1 FROM calibrations c, gauges g, inspections s, batches b, check_items i
      WHERE c.id = NEW.calibration_id
        AND g.id = c.gauge_id
        AND s.id = NEW.inspection_id
        AND b.id = s.batch_id
        AND i.id = NEW.item_id
        AND i.gauge <> ''
        AND g.site_id = b.site_id
        AND g.retired_at IS NULL
        AND g.out_of_service = ''
        AND c.result <> 'out_of_tolerance'
        AND (NEW.at AT TIME ZONE 'UTC')::date <= c.due_on + 1
        AND NOT EXISTS (
          SELECT 1 FROM calibrations n
          WHERE n.gauge_id = c.gauge_id
            AND (n.calibrated_on, n.id) > (c.calibrated_on, c.id)))
    AND NOT EXISTS (
      SELECT 1 FROM answers
      WHERE id = NEW.replaces_id
        AND calibration_id = NEW.calibration_id
        AND value = NEW.value)
  THEN
    RAISE EXCEPTION 'qc_desk: answers_by_gauge_in_date: nobody may measure with this gauge now'
    USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END;
$$;
CREATE TRIGGER answers_by_gauge_in_date BEFORE INSERT ON answers
FOR EACH ROW EXECUTE FUNCTION answers_by_gauge_in_date();
