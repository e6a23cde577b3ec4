-- The rules of sampling, as SQLite keeps them; sqlite.sql tells how such a file is read.

-- 1. What was drawn, found and switched stays as it was

-- for each: sample_plans, lot_results, switches
CREATE TRIGGER {table}_never_changed BEFORE UPDATE ON {table}
BEGIN
  SELECT RAISE(ABORT, 'qc_desk: {table}_never_changed: a row of the record is never changed');
END;

-- for each: sample_plans, lot_results, switches
CREATE TRIGGER {table}_never_deleted BEFORE DELETE ON {table}
BEGIN
  SELECT RAISE(ABORT, 'qc_desk: {table}_never_deleted: a row of the record is never deleted');
END;

-- 2. Nothing is put in the place of something else

CREATE TRIGGER sample_plans_never_replaced BEFORE INSERT ON sample_plans
BEGIN
  SELECT RAISE(ABORT, 'qc_desk: sample_plans_never_replaced: there is such a row already')
  WHERE EXISTS (SELECT 1 FROM sample_plans WHERE id = NEW.id)
    OR EXISTS (
      SELECT 1 FROM sample_plans
      WHERE inspection_id = NEW.inspection_id
        AND severity = NEW.severity);
END;

CREATE TRIGGER lot_results_never_replaced BEFORE INSERT ON lot_results
BEGIN
  SELECT RAISE(ABORT, 'qc_desk: lot_results_never_replaced: there is such a row already')
  WHERE EXISTS (SELECT 1 FROM lot_results WHERE id = NEW.id)
    OR EXISTS (
      SELECT 1 FROM lot_results
      WHERE batch_id = NEW.batch_id
        AND severity = NEW.severity);
END;

CREATE TRIGGER switches_never_replaced BEFORE INSERT ON switches
BEGIN
  SELECT RAISE(ABORT, 'qc_desk: switches_never_replaced: there is such a row already')
  WHERE EXISTS (SELECT 1 FROM switches WHERE id = NEW.id);
END;

-- 3. A plan is frozen when the inspection is opened; the second seat has the first one's

CREATE TRIGGER sample_plans_at_opening BEFORE INSERT ON sample_plans
BEGIN
  SELECT RAISE(ABORT, 'qc_desk: sample_plans_at_opening: there is no such open inspection of so many units')
  WHERE NOT EXISTS (
    SELECT 1 FROM inspections
    WHERE id = NEW.inspection_id
      AND status = 'open'
      AND sample_size >= NEW.n);
  SELECT RAISE(ABORT, 'qc_desk: sample_plans_at_opening: its answers have begun')
  WHERE EXISTS (
    SELECT 1 FROM answers
    WHERE inspection_id = NEW.inspection_id);
END;

CREATE TRIGGER sample_plans_same_for_second BEFORE INSERT ON sample_plans
BEGIN
  SELECT RAISE(ABORT, 'qc_desk: sample_plans_same_for_second: the first inspector has another plan')
  WHERE 'second' = (SELECT seat FROM inspections WHERE id = NEW.inspection_id)
    AND NOT EXISTS (
      SELECT 1 FROM sample_plans p, inspections f, inspections s
      WHERE s.id = NEW.inspection_id
      AND f.batch_id = s.batch_id
      AND f.round = s.round
      AND f.status <> 'withdrawn'
      AND p.inspection_id = f.id
      AND p.severity IS NEW.severity
      AND p.method IS NEW.method
      AND p.edition IS NEW.edition
      AND p.level IS NEW.level
      AND p.aql IS NEW.aql
      AND p.strictness IS NEW.strictness
      AND p.letter IS NEW.letter
      AND p.n IS NEW.n
      AND p.ac IS NEW.ac
      AND p.isolated IS NEW.isolated);
END;

-- 4. A lot comes to something once, when it is decided, by what was found

CREATE TRIGGER lot_results_at_decision BEFORE INSERT ON lot_results
BEGIN
  SELECT RAISE(ABORT, 'qc_desk: lot_results_at_decision: this person does not decide the lot now')
  WHERE NOT EXISTS (
    SELECT 1 FROM sign_offs s, batches b
    WHERE b.id = NEW.batch_id
      AND b.status = 'second_check'
      AND b.round = NEW.round
      AND s.batch_id = b.id
      AND s.slot IN ('decision', 'alone')
      AND s.signer_id = NEW.by_id);
  SELECT RAISE(ABORT, 'qc_desk: lot_results_at_decision: the lot was decided before, and is submitted again')
  WHERE EXISTS (
    SELECT 1 FROM sign_offs
    WHERE batch_id = NEW.batch_id
      AND round < NEW.round
      AND slot IN ('decision', 'alone'));
END;

CREATE TRIGGER lot_results_by_plan BEFORE INSERT ON lot_results
BEGIN
  SELECT RAISE(ABORT, 'qc_desk: lot_results_by_plan: the plan does not say so')
  WHERE NOT EXISTS (
    SELECT 1 FROM sample_plans p, inspections f
    WHERE p.id = NEW.plan_id
      AND p.severity = NEW.severity
      AND NEW.accepted = (NEW.found <= p.ac)
      AND f.id = p.inspection_id
      AND f.batch_id = NEW.batch_id
      AND f.round = NEW.round
      AND f.seat = 'first'
      AND f.status <> 'withdrawn');
END;

CREATE TRIGGER lot_results_as_found BEFORE INSERT ON lot_results
BEGIN
  SELECT RAISE(ABORT, 'qc_desk: lot_results_as_found: more units have failed')
  WHERE NEW.found < (
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
            WHERE replaces_id = a.id));
END;

CREATE TRIGGER batches_released_by_sample BEFORE UPDATE ON batches
BEGIN
  SELECT RAISE(ABORT, 'qc_desk: batches_released_by_sample: its sample was not accepted')
  WHERE NEW.status = 'released'
    AND OLD.status = 'second_check'
    AND EXISTS (
      SELECT 1 FROM lot_results
      WHERE batch_id = NEW.id
        AND round = NEW.round
        AND NOT accepted);
  SELECT RAISE(ABORT, 'qc_desk: batches_released_by_sample: more units have failed than its plan accepts')
  WHERE NEW.status = 'released'
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
            WHERE replaces_id = a.id)));
  SELECT RAISE(ABORT, 'qc_desk: batches_released_by_sample: what its sample came to is missing')
  WHERE NEW.status <> OLD.status
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
            AND severity = p.severity));
END;

-- 5. Inspection switches from where it stands, after a lot of its series

CREATE TRIGGER switches_in_order BEFORE INSERT ON switches
BEGIN
  SELECT RAISE(ABORT, 'qc_desk: switches_in_order: the lot is not of this series')
  WHERE NOT EXISTS (
    SELECT 1 FROM lot_results r, batches b, sample_plans p
    WHERE r.id = NEW.lot_result_id
      AND r.severity = NEW.severity
      AND b.id = r.batch_id
      AND b.product_id = NEW.product_id
      AND b.site_id = NEW.site_id
      AND p.id = r.plan_id
      AND p.strictness IS NOT NULL
      AND NOT p.isolated);
  SELECT RAISE(ABORT, 'qc_desk: switches_in_order: it does not begin where the last one has ended')
  WHERE coalesce(
    (
      SELECT after || CASE WHEN discontinued THEN ' stopped' ELSE '' END FROM switches
      WHERE product_id = NEW.product_id
        AND site_id = NEW.site_id
        AND severity = NEW.severity
      ORDER BY id DESC LIMIT 1),
    'normal') <> (NEW.before || CASE NEW.cause WHEN 'resumed' THEN ' stopped' ELSE '' END);
  SELECT RAISE(ABORT, 'qc_desk: switches_in_order: it switched after a later lot already')
  WHERE EXISTS (
    SELECT 1 FROM switches
    WHERE product_id = NEW.product_id
      AND site_id = NEW.site_id
      AND severity = NEW.severity
      AND lot_result_id > NEW.lot_result_id);
END;

CREATE TRIGGER switches_by_word BEFORE INSERT ON switches
BEGIN
  SELECT RAISE(ABORT, 'qc_desk: switches_by_word: this person may not say so at the site')
  WHERE NEW.cause IN ('agreed', 'irregular', 'resumed')
    AND NOT EXISTS (
      SELECT 1 FROM role_grants g, persons p
      WHERE g.person_id = NEW.by_id
        AND g.site_id = NEW.site_id
        AND g.role IN ('lead', 'owner')
        AND g.ended_at IS NULL
        AND p.id = g.person_id
        AND p.retired_at IS NULL);
  SELECT RAISE(ABORT, 'qc_desk: switches_by_word: the lot did not come to this')
  WHERE NEW.cause NOT IN ('agreed', 'irregular', 'resumed')
    AND NOT EXISTS (
      SELECT 1 FROM lot_results
      WHERE id = NEW.lot_result_id
        AND by_id = NEW.by_id
        AND accepted = (NEW.cause = 'five_accepted'));
END;
