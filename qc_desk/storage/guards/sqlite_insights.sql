-- The rules of what decided rounds came to, as SQLite keeps them; sqlite.sql tells how such a file is read.

CREATE TRIGGER decided_rounds_never_changed BEFORE UPDATE ON decided_rounds
BEGIN
  SELECT RAISE(ABORT, 'qc_desk: decided_rounds_never_changed: a row of the record is never changed');
END;

CREATE TRIGGER decided_rounds_never_deleted BEFORE DELETE ON decided_rounds
BEGIN
  SELECT RAISE(ABORT, 'qc_desk: decided_rounds_never_deleted: a row of the record is never deleted');
END;

CREATE TRIGGER decided_rounds_never_replaced BEFORE INSERT ON decided_rounds
BEGIN
  SELECT RAISE(ABORT, 'qc_desk: decided_rounds_never_replaced: there is such a row already')
  WHERE EXISTS (SELECT 1 FROM decided_rounds WHERE id = NEW.id)
    OR EXISTS (
      SELECT 1 FROM decided_rounds
      WHERE batch_id = NEW.batch_id
        AND round = NEW.round);
END;

CREATE TRIGGER decided_rounds_at_decision BEFORE INSERT ON decided_rounds
BEGIN
  SELECT RAISE(ABORT, 'qc_desk: decided_rounds_at_decision: this person does not decide the round now')
  WHERE NOT EXISTS (
    SELECT 1 FROM sign_offs s, batches b
    WHERE b.id = NEW.batch_id
      AND b.status = 'second_check'
      AND b.round = NEW.round
      AND b.product_id = NEW.product_id
      AND b.manufacturer_id = NEW.manufacturer_id
      AND b.site_id = NEW.site_id
      AND s.batch_id = b.id
      AND s.round = b.round
      AND s.slot IN ('decision', 'alone')
      AND (s.meaning <> 'rejected') = NEW.accepted
      AND s.signer_id = NEW.by_id);
END;
