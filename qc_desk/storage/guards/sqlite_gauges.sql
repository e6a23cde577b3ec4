-- The rules of measuring equipment, as SQLite keeps them; sqlite.sql tells how such a file is read.

-- 1. Nothing is taken away, and what a calibration found never changes

-- for each: gauges, calibrations
CREATE TRIGGER {table}_never_deleted BEFORE DELETE ON {table}
BEGIN
  SELECT RAISE(ABORT, 'qc_desk: {table}_never_deleted: a row of the record is never deleted');
END;

CREATE TRIGGER calibrations_never_changed BEFORE UPDATE ON calibrations
BEGIN
  SELECT RAISE(ABORT, 'qc_desk: calibrations_never_changed: a row of the record is never changed');
END;

-- 2. Nothing is put in the place of something else

CREATE TRIGGER calibrations_never_replaced BEFORE INSERT ON calibrations
BEGIN
  SELECT RAISE(ABORT, 'qc_desk: calibrations_never_replaced: there is such a row already')
  WHERE EXISTS (SELECT 1 FROM calibrations WHERE id = NEW.id);
END;

CREATE TRIGGER gauges_never_replaced BEFORE INSERT ON gauges
BEGIN
  SELECT RAISE(ABORT, 'qc_desk: gauges_never_replaced: there is such a row already')
  WHERE EXISTS (SELECT 1 FROM gauges WHERE id = NEW.id)
    OR EXISTS (SELECT 1 FROM gauges WHERE number = NEW.number);
END;

CREATE TRIGGER gauges_never_overwritten BEFORE UPDATE ON gauges
BEGIN
  SELECT RAISE(ABORT, 'qc_desk: gauges_never_overwritten: there is another row of this number')
  WHERE EXISTS (
    SELECT 1 FROM gauges
    WHERE number = NEW.number
      AND id <> OLD.id);
END;

-- 3. A gauge stays the one that its certificates name

CREATE TRIGGER gauges_same_identity BEFORE UPDATE ON gauges
BEGIN
  SELECT RAISE(ABORT, 'qc_desk: gauges_same_identity: the identity of a row never changes')
  WHERE NEW.id IS NOT OLD.id
    OR NEW.created_at IS NOT OLD.created_at;
  SELECT RAISE(ABORT, 'qc_desk: gauges_same_identity: a calibrated gauge keeps its number')
  WHERE NEW.number IS NOT OLD.number
    AND EXISTS (SELECT 1 FROM calibrations WHERE gauge_id = OLD.id);
END;

CREATE TRIGGER calibrations_noted_by_lead BEFORE INSERT ON calibrations
BEGIN
  SELECT RAISE(ABORT, 'qc_desk: calibrations_noted_by_lead: only a lead or owner notes a calibration')
  WHERE NOT EXISTS (
    SELECT 1 FROM role_grants
    WHERE person_id = NEW.by_id
      AND role IN ('lead', 'owner')
      AND ended_at IS NULL
      AND EXISTS (SELECT 1 FROM persons WHERE id = NEW.by_id AND retired_at IS NULL));
END;

-- 4. A value counts only by a gauge that is in date. The days of calibrations are those of the
-- site, which this engine cannot work out: one day more is let pass here, the program is exact.

CREATE TRIGGER answers_by_gauge BEFORE INSERT ON answers
BEGIN
  SELECT RAISE(ABORT, 'qc_desk: answers_by_gauge: the item asks for a gauge')
  WHERE NEW.calibration_id IS NULL
    AND NEW.result <> 'not_applicable'
    AND EXISTS (
      SELECT 1 FROM check_items
      WHERE id = NEW.item_id
        AND gauge <> '');
END;

CREATE TRIGGER answers_by_gauge_in_date BEFORE INSERT ON answers
BEGIN
  SELECT RAISE(ABORT, 'qc_desk: answers_by_gauge_in_date: nobody may measure with this gauge now')
  WHERE NEW.calibration_id IS NOT NULL
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
        AND date(NEW.at) <= date(c.due_on, '+1 day')
        AND NOT EXISTS (
          SELECT 1 FROM calibrations n
          WHERE n.gauge_id = c.gauge_id
            AND (n.calibrated_on, n.id) > (c.calibrated_on, c.id)))
    AND NOT EXISTS (
      SELECT 1 FROM answers
      WHERE id = NEW.replaces_id
        AND calibration_id = NEW.calibration_id
        AND value = NEW.value);
END;
