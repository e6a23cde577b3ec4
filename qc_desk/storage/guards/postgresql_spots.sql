-- The rules of spot checks, as PostgreSQL keeps them; postgresql.sql tells how such a file is read.

-- 1. What was drawn stays as it was drawn

CREATE OR REPLACE FUNCTION spot_draws_never_changed() RETURNS trigger
LANGUAGE plpgsql SET search_path = {schema}, pg_temp AS $$
BEGIN
  RAISE EXCEPTION 'qc_desk: spot_draws_never_changed: a row of the record is never changed'
    USING ERRCODE = 'integrity_constraint_violation';
END;
$$;
CREATE TRIGGER spot_draws_never_changed BEFORE UPDATE ON spot_draws
FOR EACH ROW EXECUTE FUNCTION spot_draws_never_changed();

CREATE OR REPLACE FUNCTION spot_draws_never_deleted() RETURNS trigger
LANGUAGE plpgsql SET search_path = {schema}, pg_temp AS $$
BEGIN
  RAISE EXCEPTION 'qc_desk: spot_draws_never_deleted: a row of the record is never deleted'
    USING ERRCODE = 'integrity_constraint_violation';
END;
$$;
CREATE TRIGGER spot_draws_never_deleted BEFORE DELETE ON spot_draws
FOR EACH ROW EXECUTE FUNCTION spot_draws_never_deleted();

CREATE OR REPLACE FUNCTION spot_draws_never_emptied() RETURNS trigger
LANGUAGE plpgsql SET search_path = {schema}, pg_temp AS $$
BEGIN
  RAISE EXCEPTION 'qc_desk: spot_draws_never_emptied: a row of the record is never deleted'
    USING ERRCODE = 'integrity_constraint_violation';
END;
$$;
CREATE TRIGGER spot_draws_never_emptied BEFORE TRUNCATE ON spot_draws
FOR EACH STATEMENT EXECUTE FUNCTION spot_draws_never_emptied();

-- 2. It is drawn when the second seat is opened, after the first signature, from a seed of 256 bits
-- (that a seed has 64 digits, and that no other mode has a share, are constraints)

CREATE OR REPLACE FUNCTION spot_draws_at_opening() RETURNS trigger
LANGUAGE plpgsql SET search_path = {schema}, pg_temp AS $$
BEGIN
  IF NOT EXISTS (
    SELECT 1 FROM inspections s, checklist_versions v
    WHERE s.id = NEW.inspection_id
      AND s.seat = 'second'
      AND s.status = 'open'
      AND v.id = s.version_id
      AND v.share = NEW.share)
  THEN
    RAISE EXCEPTION 'qc_desk: spot_draws_at_opening: there is no such open second check that draws this share'
    USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  IF NOT EXISTS (
    SELECT 1 FROM sign_offs f, inspections s
    WHERE s.id = NEW.inspection_id
      AND f.batch_id = s.batch_id
      AND f.round = s.round
      AND f.slot = 'first')
  THEN
    RAISE EXCEPTION 'qc_desk: spot_draws_at_opening: the first inspector has not signed'
    USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  IF EXISTS (
    SELECT 1 FROM answers
    WHERE inspection_id = NEW.inspection_id)
  THEN
    RAISE EXCEPTION 'qc_desk: spot_draws_at_opening: its answers have begun'
    USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  IF NEW.seed ~ '[^0-9a-f]'
  THEN
    RAISE EXCEPTION 'qc_desk: spot_draws_at_opening: a seed is 64 digits from 0 to f'
    USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END;
$$;
CREATE TRIGGER spot_draws_at_opening BEFORE INSERT ON spot_draws
FOR EACH ROW EXECUTE FUNCTION spot_draws_at_opening();

-- 3. A round draws once: who opens its second check again has the same draw. No round has another's seed

CREATE OR REPLACE FUNCTION spot_draws_once_a_round() RETURNS trigger
LANGUAGE plpgsql SET search_path = {schema}, pg_temp AS $$
BEGIN
  IF EXISTS (
    SELECT 1 FROM spot_draws d, inspections o, inspections s
    WHERE s.id = NEW.inspection_id
      AND o.batch_id = s.batch_id
      AND o.round = s.round
      AND d.inspection_id = o.id
      AND (
        d.seed <> NEW.seed
        OR d.drawn <> NEW.drawn))
  THEN
    RAISE EXCEPTION 'qc_desk: spot_draws_once_a_round: the round has drawn already'
    USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  IF EXISTS (
    SELECT 1 FROM spot_draws d, inspections o, inspections s
    WHERE s.id = NEW.inspection_id
      AND d.inspection_id = o.id
      AND d.seed = NEW.seed
      AND (
        o.batch_id <> s.batch_id
        OR o.round <> s.round))
  THEN
    RAISE EXCEPTION 'qc_desk: spot_draws_once_a_round: another round has this seed'
    USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END;
$$;
CREATE TRIGGER spot_draws_once_a_round BEFORE INSERT ON spot_draws
FOR EACH ROW EXECUTE FUNCTION spot_draws_once_a_round();

-- 4. A spot check looks where it was drawn, and at everything critical

-- for each: answers, defects, photos
CREATE OR REPLACE FUNCTION {table}_where_drawn() RETURNS trigger
LANGUAGE plpgsql SET search_path = {schema}, pg_temp AS $$
BEGIN
  IF EXISTS (
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
          AND strpos(drawn, E'\n' || i.id || '/' || NEW.unit_number || E'\n') > 0))
  THEN
    RAISE EXCEPTION 'qc_desk: {table}_where_drawn: this was not drawn for the second check'
    USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END;
$$;
CREATE TRIGGER {table}_where_drawn BEFORE INSERT ON {table}
FOR EACH ROW EXECUTE FUNCTION {table}_where_drawn();

CREATE OR REPLACE FUNCTION defect_events_where_drawn() RETURNS trigger
LANGUAGE plpgsql SET search_path = {schema}, pg_temp AS $$
BEGIN
  IF EXISTS (
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
          AND strpos(drawn, E'\n' || i.id || '/' || NEW.unit_number || E'\n') > 0))
  THEN
    RAISE EXCEPTION 'qc_desk: defect_events_where_drawn: this was not drawn for the second check'
    USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END;
$$;
CREATE TRIGGER defect_events_where_drawn BEFORE INSERT ON defect_events
FOR EACH ROW EXECUTE FUNCTION defect_events_where_drawn();

CREATE OR REPLACE FUNCTION inspections_after_their_draw() RETURNS trigger
LANGUAGE plpgsql SET search_path = {schema}, pg_temp AS $$
BEGIN
  IF NEW.status IN ('submitted', 'signed')
    AND NEW.seat = 'second'
    AND NOT EXISTS (SELECT 1 FROM spot_draws WHERE inspection_id = NEW.id)
    AND EXISTS (
      SELECT 1 FROM checklist_versions
      WHERE id = NEW.version_id
        AND mode = 'spot')
  THEN
    RAISE EXCEPTION 'qc_desk: inspections_after_their_draw: nothing was drawn for this spot check'
    USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END;
$$;
CREATE TRIGGER inspections_after_their_draw BEFORE UPDATE ON inspections
FOR EACH ROW EXECUTE FUNCTION inspections_after_their_draw();
