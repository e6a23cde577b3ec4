-- The rules of what a rework took, as SQLite keeps them; sqlite.sql tells how such a file is read.

CREATE TRIGGER reworks_never_changed BEFORE UPDATE ON reworks
BEGIN
  SELECT RAISE(ABORT, 'qc_desk: reworks_never_changed: a row of the record is never changed');
END;

CREATE TRIGGER reworks_never_deleted BEFORE DELETE ON reworks
BEGIN
  SELECT RAISE(ABORT, 'qc_desk: reworks_never_deleted: a row of the record is never deleted');
END;

CREATE TRIGGER reworks_never_replaced BEFORE INSERT ON reworks
BEGIN
  SELECT RAISE(ABORT, 'qc_desk: reworks_never_replaced: there is such a row already')
  WHERE EXISTS (SELECT 1 FROM reworks WHERE id = NEW.id);
END;

CREATE TRIGGER reworks_in_turn BEFORE INSERT ON reworks
BEGIN
  SELECT RAISE(ABORT, 'qc_desk: reworks_in_turn: what a rework took is numbered in turn')
  WHERE NEW.number <> 1 + (
    SELECT count(*) FROM reworks
    WHERE batch_id = NEW.batch_id
      AND round = NEW.round);
END;

CREATE TRIGGER reworks_after_a_check BEFORE INSERT ON reworks
BEGIN
  SELECT RAISE(ABORT, 'qc_desk: reworks_after_a_check: the batch was not reworked after this round')
  WHERE NOT EXISTS (
    SELECT 1 FROM batches b, inspections i
    WHERE b.id = NEW.batch_id
      AND b.round > NEW.round
      AND i.batch_id = b.id
      AND i.round = NEW.round
      AND i.status = 'signed');
END;

CREATE TRIGGER reworks_done_by_then BEFORE INSERT ON reworks
BEGIN
  SELECT RAISE(ABORT, 'qc_desk: reworks_done_by_then: what is not done yet took nothing')
  WHERE NEW.done_on > date(NEW.at, '+1 day');
END;

CREATE TRIGGER reworks_by_somebody_there BEFORE INSERT ON reworks
BEGIN
  SELECT RAISE(ABORT, 'qc_desk: reworks_by_somebody_there: this person does not check at the site of the batch')
  WHERE NOT EXISTS (
    SELECT 1 FROM role_grants g, batches b
    WHERE b.id = NEW.batch_id
      AND g.site_id = b.site_id
      AND g.person_id = NEW.by_id
      AND g.role IN ('inspector', 'lead', 'owner')
      AND g.ended_at IS NULL
      AND g.person_id IN (
        SELECT id FROM persons
        WHERE retired_at IS NULL));
END;
