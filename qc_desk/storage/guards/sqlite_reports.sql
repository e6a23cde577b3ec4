-- The rules of issued reports, as SQLite keeps them; sqlite.sql tells how such a file is read.

-- 1. A withdrawal stays as it was written down; the letterhead is changed, never taken away

CREATE TRIGGER withdrawals_never_changed BEFORE UPDATE ON withdrawals
BEGIN
  SELECT RAISE(ABORT, 'qc_desk: withdrawals_never_changed: a row of the record is never changed');
END;

-- for each: withdrawals, letterheads
CREATE TRIGGER {table}_never_deleted BEFORE DELETE ON {table}
BEGIN
  SELECT RAISE(ABORT, 'qc_desk: {table}_never_deleted: a row of the record is never deleted');
END;

CREATE TRIGGER withdrawals_never_replaced BEFORE INSERT ON withdrawals
BEGIN
  SELECT RAISE(ABORT, 'qc_desk: withdrawals_never_replaced: there is such a row already')
  WHERE EXISTS (SELECT 1 FROM withdrawals WHERE id = NEW.id)
    OR EXISTS (SELECT 1 FROM withdrawals WHERE report_id = NEW.report_id);
END;

CREATE TRIGGER letterheads_never_replaced BEFORE INSERT ON letterheads
BEGIN
  SELECT RAISE(ABORT, 'qc_desk: letterheads_never_replaced: there is such a row already')
  WHERE EXISTS (SELECT 1 FROM letterheads WHERE id = NEW.id);
END;

CREATE TRIGGER letterheads_same_id BEFORE UPDATE ON letterheads
BEGIN
  SELECT RAISE(ABORT, 'qc_desk: letterheads_same_id: the id of a row never changes')
  WHERE NEW.id IS NOT OLD.id;
END;

-- 2. A report replaces one of its own kind, about the same thing

CREATE TRIGGER reports_replace_their_like BEFORE INSERT ON reports
BEGIN
  SELECT RAISE(ABORT, 'qc_desk: reports_replace_their_like: a report replaces one about the same thing')
  WHERE NEW.replaces_id IS NOT NULL
    AND NOT EXISTS (
      SELECT 1 FROM reports
      WHERE id = NEW.replaces_id
        AND kind = NEW.kind
        AND site_id = NEW.site_id
        AND batch_id IS NEW.batch_id
        AND round IS NEW.round
        AND problem_id IS NEW.problem_id
        AND complaint_id IS NEW.complaint_id
        AND corrective_action_id IS NEW.corrective_action_id
        AND begins_on IS NEW.begins_on
        AND ends_on IS NEW.ends_on);
END;

-- 3. Only what is so may be certified: two people have released the batch, the problem is proven

CREATE TRIGGER reports_certify_released BEFORE INSERT ON reports
BEGIN
  SELECT RAISE(ABORT, 'qc_desk: reports_certify_released: two people have not released this round')
  WHERE NEW.kind = 'conformance'
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
        AND d.slot = 'decision');
END;

CREATE TRIGGER reports_announce_proven BEFORE INSERT ON reports
BEGIN
  SELECT RAISE(ABORT, 'qc_desk: reports_announce_proven: the problem is not proven solved')
  WHERE NEW.kind = 'fixed_letter'
    AND NOT EXISTS (
      SELECT 1 FROM problems
      WHERE id = NEW.problem_id
        AND status = 'proven');
END;
