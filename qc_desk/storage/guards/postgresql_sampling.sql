-- The rules of sampling, as PostgreSQL keeps them; postgresql.sql tells how such a file is read.

-- 1. What was drawn, found and switched stays as it was

-- for each: sample_plans, lot_results, switches
CREATE OR REPLACE FUNCTION {table}_never_changed() RETURNS trigger
LANGUAGE plpgsql SET search_path = {schema}, pg_temp AS $$
BEGIN
  RAISE EXCEPTION 'qc_desk: {table}_never_changed: a row of the record is never changed'
    USING ERRCODE = 'integrity_constraint_violation';
END;
$$;
CREATE TRIGGER {table}_never_changed BEFORE UPDATE ON {table}
FOR EACH ROW EXECUTE FUNCTION {table}_never_changed();

-- for each: sample_plans, lot_results, switches
CREATE OR REPLACE FUNCTION {table}_never_deleted() RETURNS trigger
LANGUAGE plpgsql SET search_path = {schema}, pg_temp AS $$
BEGIN
  RAISE EXCEPTION 'qc_desk: {table}_never_deleted: a row of the record is never deleted'
    USING ERRCODE = 'integrity_constraint_violation';
END;
$$;
CREATE TRIGGER {table}_never_deleted BEFORE DELETE ON {table}
FOR EACH ROW EXECUTE FUNCTION {table}_never_deleted();

-- for each: sample_plans, lot_results, switches
CREATE OR REPLACE FUNCTION {table}_never_emptied() RETURNS trigger
LANGUAGE plpgsql SET search_path = {schema}, pg_temp AS $$
BEGIN
  RAISE EXCEPTION 'qc_desk: {table}_never_emptied: a row of the record is never deleted'
    USING ERRCODE = 'integrity_constraint_violation';
END;
$$;
CREATE TRIGGER {table}_never_emptied BEFORE TRUNCATE ON {table}
FOR EACH STATEMENT EXECUTE FUNCTION {table}_never_emptied();

-- 2. A plan is frozen when the inspection is opened; the second seat has the first one's

CREATE OR REPLACE FUNCTION sample_plans_at_opening() RETURNS trigger
LANGUAGE plpgsql SET search_path = {schema}, pg_temp AS $$
BEGIN
  IF NOT EXISTS (
    SELECT 1 FROM inspections
    WHERE id = NEW.inspection_id
      AND status = 'open'
      AND sample_size >= NEW.n)
  THEN
    RAISE EXCEPTION 'qc_desk: sample_plans_at_opening: there is no such open inspection of so many units'
    USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  IF EXISTS (
    SELECT 1 FROM answers
    WHERE inspection_id = NEW.inspection_id)
  THEN
    RAISE EXCEPTION 'qc_desk: sample_plans_at_opening: its answers have begun'
    USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END;
$$;
CREATE TRIGGER sample_plans_at_opening BEFORE INSERT ON sample_plans
FOR EACH ROW EXECUTE FUNCTION sample_plans_at_opening();

CREATE OR REPLACE FUNCTION sample_plans_same_for_second() RETURNS trigger
LANGUAGE plpgsql SET search_path = {schema}, pg_temp AS $$
BEGIN
  IF 'second' = (SELECT seat FROM inspections WHERE id = NEW.inspection_id)
    AND NOT EXISTS (
      SELECT 1 FROM sample_plans p, inspections f, inspections s
      WHERE s.id = NEW.inspection_id
      AND f.batch_id = s.batch_id
      AND f.round = s.round
      AND f.status <> 'withdrawn'
      AND p.inspection_id = f.id
      AND p.severity IS NOT DISTINCT FROM NEW.severity
      AND p.method IS NOT DISTINCT FROM NEW.method
      AND p.edition IS NOT DISTINCT FROM NEW.edition
      AND p.level IS NOT DISTINCT FROM NEW.level
      AND p.aql IS NOT DISTINCT FROM NEW.aql
      AND p.strictness IS NOT DISTINCT FROM NEW.strictness
      AND p.letter IS NOT DISTINCT FROM NEW.letter
      AND p.n IS NOT DISTINCT FROM NEW.n
      AND p.ac IS NOT DISTINCT FROM NEW.ac
      AND p.isolated IS NOT DISTINCT FROM NEW.isolated)
  THEN
    RAISE EXCEPTION 'qc_desk: sample_plans_same_for_second: the first inspector has another plan'
    USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END;
$$;
CREATE TRIGGER sample_plans_same_for_second BEFORE INSERT ON sample_plans
FOR EACH ROW EXECUTE FUNCTION sample_plans_same_for_second();

-- 3. A lot comes to something once, when it is decided, by what was found

CREATE OR REPLACE FUNCTION lot_results_at_decision() RETURNS trigger
LANGUAGE plpgsql SET search_path = {schema}, pg_temp AS $$
BEGIN
  IF NOT EXISTS (
    SELECT 1 FROM sign_offs s, batches b
    WHERE b.id = NEW.batch_id
      AND b.status = 'second_check'
      AND b.round = NEW.round
      AND s.batch_id = b.id
      AND s.slot IN ('decision', 'alone')
      AND s.signer_id = NEW.by_id)
  THEN
    RAISE EXCEPTION 'qc_desk: lot_results_at_decision: this person does not decide the lot now'
    USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  IF EXISTS (
    SELECT 1 FROM sign_offs
    WHERE batch_id = NEW.batch_id
      AND round < NEW.round
      AND slot IN ('decision', 'alone'))
  THEN
    RAISE EXCEPTION 'qc_desk: lot_results_at_decision: the lot was decided before, and is submitted again'
    USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END;
$$;
CREATE TRIGGER lot_results_at_decision BEFORE INSERT ON lot_results
FOR EACH ROW EXECUTE FUNCTION lot_results_at_decision();

CREATE OR REPLACE FUNCTION lot_results_by_plan() RETURNS trigger
LANGUAGE plpgsql SET search_path = {schema}, pg_temp AS $$
BEGIN
  IF NOT EXISTS (
    SELECT 1 FROM sample_plans p, inspections f
    WHERE p.id = NEW.plan_id
      AND p.severity = NEW.severity
      AND NEW.accepted = (NEW.found <= p.ac)
      AND f.id = p.inspection_id
      AND f.batch_id = NEW.batch_id
      AND f.round = NEW.round
      AND f.seat = 'first'
      AND f.status <> 'withdrawn')
  THEN
    RAISE EXCEPTION 'qc_desk: lot_results_by_plan: the plan does not say so'
    USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END;
$$;
CREATE TRIGGER lot_results_by_plan BEFORE INSERT ON lot_results
FOR EACH ROW EXECUTE FUNCTION lot_results_by_plan();

CREATE OR REPLACE FUNCTION lot_results_as_found() RETURNS trigger
LANGUAGE plpgsql SET search_path = {schema}, pg_temp AS $$
BEGIN
  IF NEW.found < (
        SELECT count(DISTINCT a.unit_number) FROM answers a, check_items c, inspections i
        WHERE i.batch_id = NEW.batch_id
          AND i.round = NEW.round
          AND i.status <> 'withdrawn'
          AND a.inspection_id = i.id
          AND a.result = 'fail'
          AND c.id = a.item_id
          AND c.severity = NEW.severity
          AND (
            a.unit_number > 0
            OR c.severity = 'critical')
          AND NOT EXISTS (
            SELECT 1 FROM answers
            WHERE replaces_id = a.id))
  THEN
    RAISE EXCEPTION 'qc_desk: lot_results_as_found: more units have failed'
    USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END;
$$;
CREATE TRIGGER lot_results_as_found BEFORE INSERT ON lot_results
FOR EACH ROW EXECUTE FUNCTION lot_results_as_found();

CREATE OR REPLACE FUNCTION batches_released_by_sample() RETURNS trigger
LANGUAGE plpgsql SET search_path = {schema}, pg_temp AS $$
BEGIN
  IF NEW.status = 'released'
    AND OLD.status = 'second_check'
    AND EXISTS (
      SELECT 1 FROM lot_results
      WHERE batch_id = NEW.id
        AND round = NEW.round
        AND NOT accepted)
  THEN
    RAISE EXCEPTION 'qc_desk: batches_released_by_sample: its sample was not accepted'
    USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  IF NEW.status = 'released'
    AND OLD.status = 'second_check'
    AND EXISTS (
      SELECT 1 FROM sample_plans p, inspections f
      WHERE f.batch_id = NEW.id
        AND f.round = NEW.round
        AND f.status <> 'withdrawn'
        AND p.inspection_id = f.id
        AND p.ac < (
        SELECT count(DISTINCT a.unit_number) FROM answers a, check_items c, inspections i
        WHERE i.batch_id = NEW.id
          AND i.round = NEW.round
          AND i.status <> 'withdrawn'
          AND a.inspection_id = i.id
          AND a.result = 'fail'
          AND c.id = a.item_id
          AND c.severity = p.severity
          AND a.unit_number > 0
          AND NOT EXISTS (
            SELECT 1 FROM answers
            WHERE replaces_id = a.id)))
  THEN
    RAISE EXCEPTION 'qc_desk: batches_released_by_sample: more units have failed than its plan accepts'
    USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  IF NEW.status <> OLD.status
    AND EXISTS (
      SELECT 1 FROM sign_offs
      WHERE batch_id = NEW.id
        AND slot IN ('decision', 'alone'))
    AND NOT EXISTS (
      SELECT 1 FROM sign_offs
      WHERE batch_id = NEW.id
        AND round < NEW.round
        AND slot IN ('decision', 'alone'))
    AND EXISTS (
      SELECT 1 FROM sample_plans p, inspections f
      WHERE f.batch_id = NEW.id
        AND f.status <> 'withdrawn'
        AND p.inspection_id = f.id
        AND p.ac IS NOT NULL
        AND NOT EXISTS (
          SELECT 1 FROM lot_results
          WHERE batch_id = NEW.id
            AND severity = p.severity))
  THEN
    RAISE EXCEPTION 'qc_desk: batches_released_by_sample: what its sample came to is missing'
    USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END;
$$;
CREATE TRIGGER batches_released_by_sample BEFORE UPDATE ON batches
FOR EACH ROW EXECUTE FUNCTION batches_released_by_sample();

-- 4. Inspection switches from where it stands, after a lot of its series

CREATE OR REPLACE FUNCTION switches_in_order() RETURNS trigger
LANGUAGE plpgsql SET search_path = {schema}, pg_temp AS $$
BEGIN
  IF NOT EXISTS (
    SELECT 1 FROM lot_results r, batches b, sample_plans p
    WHERE r.id = NEW.lot_result_id
      AND r.severity = NEW.severity
      AND b.id = r.batch_id
      AND b.product_id = NEW.product_id
      AND b.site_id = NEW.site_id
      AND p.id = r.plan_id
      AND p.strictness IS NOT NULL
      AND NOT p.isolated)
  THEN
    RAISE EXCEPTION 'qc_desk: switches_in_order: the lot is not of this series'
    USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  IF coalesce(
    (
      SELECT after || CASE WHEN discontinued THEN ' stopped' ELSE '' END FROM switches
      WHERE product_id = NEW.product_id
        AND site_id = NEW.site_id
        AND severity = NEW.severity
      ORDER BY id DESC LIMIT 1),
    'normal') <> (NEW.before || CASE NEW.cause WHEN 'resumed' THEN ' stopped' ELSE '' END)
  THEN
    RAISE EXCEPTION 'qc_desk: switches_in_order: it does not begin where the last one has ended'
    USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  IF EXISTS (
    SELECT 1 FROM switches
    WHERE product_id = NEW.product_id
      AND site_id = NEW.site_id
      AND severity = NEW.severity
      AND lot_result_id > NEW.lot_result_id)
  THEN
    RAISE EXCEPTION 'qc_desk: switches_in_order: it switched after a later lot already'
    USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END;
$$;
CREATE TRIGGER switches_in_order BEFORE INSERT ON switches
FOR EACH ROW EXECUTE FUNCTION switches_in_order();

CREATE OR REPLACE FUNCTION switches_by_word() RETURNS trigger
LANGUAGE plpgsql SET search_path = {schema}, pg_temp AS $$
BEGIN
  IF NEW.cause IN ('agreed', 'irregular', 'resumed')
    AND NOT EXISTS (
      SELECT 1 FROM role_grants g, persons p
      WHERE g.person_id = NEW.by_id
        AND g.site_id = NEW.site_id
        AND g.role IN ('lead', 'owner')
        AND g.ended_at IS NULL
        AND p.id = g.person_id
        AND p.retired_at IS NULL)
  THEN
    RAISE EXCEPTION 'qc_desk: switches_by_word: this person may not say so at the site'
    USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  IF NEW.cause NOT IN ('agreed', 'irregular', 'resumed')
    AND NOT EXISTS (
      SELECT 1 FROM lot_results
      WHERE id = NEW.lot_result_id
        AND by_id = NEW.by_id
        AND accepted = (NEW.cause = 'five_accepted'))
  THEN
    RAISE EXCEPTION 'qc_desk: switches_by_word: the lot did not come to this'
    USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END;
$$;
CREATE TRIGGER switches_by_word BEFORE INSERT ON switches
FOR EACH ROW EXECUTE FUNCTION switches_by_word();
