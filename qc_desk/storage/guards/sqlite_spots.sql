-- The rules of spot checks, as SQLite keeps them; sqlite.sql tells how such a file is read.

-- 1. What was drawn stays as it was drawn, and nothing is put in its place

CREATE TRIGGER spot_draws_never_changed BEFORE UPDATE ON spot_draws
BEGIN
  SELECT RAISE(ABORT, 'qc_desk: spot_draws_never_changed: a row of the record is never changed');
END;

CREATE TRIGGER spot_draws_never_deleted BEFORE DELETE ON spot_draws
BEGIN
  SELECT RAISE(ABORT, 'qc_desk: spot_draws_never_deleted: a row of the record is never deleted');
END;

CREATE TRIGGER spot_draws_never_replaced BEFORE INSERT ON spot_draws
BEGIN
  SELECT RAISE(ABORT, 'qc_desk: spot_draws_never_replaced: there is such a row already')
  WHERE EXISTS (SELECT 1 FROM spot_draws WHERE id = NEW.id)
    OR EXISTS (SELECT 1 FROM spot_draws WHERE inspection_id = NEW.inspection_id);
END;

-- 2. It is drawn when the second seat is opened, after the first signature, from a seed of 256 bits
-- (that a seed has 64 digits, and that no other mode has a share, are constraints)

CREATE TRIGGER spot_draws_at_opening BEFORE INSERT ON spot_draws
BEGIN
  SELECT RAISE(ABORT, 'qc_desk: spot_draws_at_opening: there is no such open second check that draws this share')
  WHERE NOT EXISTS (
    SELECT 1 FROM inspections s, checklist_versions v
    WHERE s.id = NEW.inspection_id
      AND s.seat = 'second'
      AND s.status = 'open'
      AND v.id = s.version_id
      AND v.share = NEW.share);
  SELECT RAISE(ABORT, 'qc_desk: spot_draws_at_opening: the first inspector has not signed')
  WHERE NOT EXISTS (
    SELECT 1 FROM sign_offs f, inspections s
    WHERE s.id = NEW.inspection_id
      AND f.batch_id = s.batch_id
      AND f.round = s.round
      AND f.slot = 'first');
  SELECT RAISE(ABORT, 'qc_desk: spot_draws_at_opening: its answers have begun')
  WHERE EXISTS (
    SELECT 1 FROM answers
    WHERE inspection_id = NEW.inspection_id);
  SELECT RAISE(ABORT, 'qc_desk: spot_draws_at_opening: a seed is 64 digits from 0 to f')
  WHERE NEW.seed GLOB '*[^0-9a-f]*';
END;

-- 3. A round draws once: who opens its second check again has the same draw. No round has another's seed

CREATE TRIGGER spot_draws_once_a_round BEFORE INSERT ON spot_draws
BEGIN
  SELECT RAISE(ABORT, 'qc_desk: spot_draws_once_a_round: the round has drawn already')
  WHERE EXISTS (
    SELECT 1 FROM spot_draws d, inspections o, inspections s
    WHERE s.id = NEW.inspection_id
      AND o.batch_id = s.batch_id
      AND o.round = s.round
      AND d.inspection_id = o.id
      AND (
        d.seed <> NEW.seed
        OR d.drawn <> NEW.drawn));
  SELECT RAISE(ABORT, 'qc_desk: spot_draws_once_a_round: another round has this seed')
  WHERE EXISTS (
    SELECT 1 FROM spot_draws d, inspections o, inspections s
    WHERE s.id = NEW.inspection_id
      AND d.inspection_id = o.id
      AND d.seed = NEW.seed
      AND (
        o.batch_id <> s.batch_id
        OR o.round <> s.round));
END;

-- 4. A spot check looks where it was drawn, and at everything critical

-- for each: answers, defects, photos
CREATE TRIGGER {table}_where_drawn BEFORE INSERT ON {table}
BEGIN
  SELECT RAISE(ABORT, 'qc_desk: {table}_where_drawn: this was not drawn for the second check')
  WHERE EXISTS (
    SELECT 1 FROM inspections s, checklist_versions v, check_items i
    WHERE s.id = NEW.inspection_id
      AND s.seat = 'second'
      AND v.id = s.version_id
      AND v.mode = 'spot'
      AND i.id = NEW.item_id
      AND i.severity <> 'critical'
      AND NOT EXISTS (
        SELECT 1 FROM spot_draws
        WHERE inspection_id = s.id
          AND instr(drawn, char(10) || i.id || '/' || NEW.unit_number || char(10)) > 0));
END;

CREATE TRIGGER defect_events_where_drawn BEFORE INSERT ON defect_events
BEGIN
  SELECT RAISE(ABORT, 'qc_desk: defect_events_where_drawn: this was not drawn for the second check')
  WHERE EXISTS (
    SELECT 1 FROM defects d, inspections s, checklist_versions v, check_items i
    WHERE d.id = NEW.defect_id
      AND s.id = d.inspection_id
      AND s.seat = 'second'
      AND v.id = s.version_id
      AND v.mode = 'spot'
      AND i.id = NEW.item_id
      AND i.severity <> 'critical'
      AND NOT EXISTS (
        SELECT 1 FROM spot_draws
        WHERE inspection_id = s.id
          AND instr(drawn, char(10) || i.id || '/' || NEW.unit_number || char(10)) > 0));
END;

CREATE TRIGGER inspections_after_their_draw BEFORE UPDATE ON inspections
BEGIN
  SELECT RAISE(ABORT, 'qc_desk: inspections_after_their_draw: nothing was drawn for this spot check')
  WHERE NEW.status IN ('submitted', 'signed')
    AND NEW.seat = 'second'
    AND NOT EXISTS (SELECT 1 FROM spot_draws WHERE inspection_id = NEW.id)
    AND EXISTS (
      SELECT 1 FROM checklist_versions
      WHERE id = NEW.version_id
        AND mode = 'spot');
END;
