-- The rules of what is put off and of what is decided in a week's review, as SQLite keeps them; sqlite.sql tells
-- how such a file is read.

-- for each: snoozes, review_decisions
CREATE TRIGGER {table}_never_changed BEFORE UPDATE ON {table}
BEGIN
  SELECT RAISE(ABORT, 'qc_desk: {table}_never_changed: a row of the record is never changed');
END;

-- for each: snoozes, review_decisions
CREATE TRIGGER {table}_never_deleted BEFORE DELETE ON {table}
BEGIN
  SELECT RAISE(ABORT, 'qc_desk: {table}_never_deleted: a row of the record is never deleted');
END;

CREATE TRIGGER snoozes_never_replaced BEFORE INSERT ON snoozes
BEGIN
  SELECT RAISE(ABORT, 'qc_desk: snoozes_never_replaced: there is such a row already')
  WHERE EXISTS (SELECT 1 FROM snoozes WHERE id = NEW.id);
END;

CREATE TRIGGER review_decisions_never_replaced BEFORE INSERT ON review_decisions
BEGIN
  SELECT RAISE(ABORT, 'qc_desk: review_decisions_never_replaced: there is such a row already')
  WHERE EXISTS (SELECT 1 FROM review_decisions WHERE id = NEW.id)
    OR EXISTS (SELECT 1 FROM review_decisions WHERE promise_id = NEW.promise_id)
    OR EXISTS (
      SELECT 1 FROM review_decisions
      WHERE week = NEW.week
        AND number = NEW.number);
END;

CREATE TRIGGER snoozes_come_back BEFORE INSERT ON snoozes
BEGIN
  SELECT RAISE(ABORT, 'qc_desk: snoozes_come_back: what is put off comes back within a month')
  WHERE NEW.until < date(NEW.at, '-1 day')
    OR NEW.until > date(NEW.at, '+32 days');
END;

CREATE TRIGGER snoozes_of_something BEFORE INSERT ON snoozes
BEGIN
  SELECT RAISE(ABORT, 'qc_desk: snoozes_of_something: there is nothing of this kind and number')
  WHERE NOT (
    (NEW.kind = 'promise' AND EXISTS (SELECT 1 FROM promises WHERE id = NEW.subject_id))
    OR (NEW.kind IN ('ship_date', 'contacts') AND EXISTS (SELECT 1 FROM orders WHERE id = NEW.subject_id))
    OR (NEW.kind = 'complaint' AND EXISTS (SELECT 1 FROM complaints WHERE id = NEW.subject_id))
    OR (NEW.kind IN ('second_check', 'held', 'decision', 'leaving', 'unusual') AND EXISTS (SELECT 1 FROM batches WHERE id = NEW.subject_id))
    OR (NEW.kind = 'check' AND EXISTS (SELECT 1 FROM inspections WHERE id = NEW.subject_id))
    OR (NEW.kind IN ('first_checks', 'alone', 'gauges_out', 'gauges_soon', 'to_confirm', 'to_train', 'backup', 'second_place') AND NEW.subject_id = NEW.by_id)
    OR (NEW.kind = 'report' AND EXISTS (SELECT 1 FROM reports WHERE id = NEW.subject_id)));
END;

CREATE TRIGGER snoozes_by_somebody_here BEFORE INSERT ON snoozes
BEGIN
  SELECT RAISE(ABORT, 'qc_desk: snoozes_by_somebody_here: this person does not work here')
  WHERE NOT EXISTS (
    SELECT 1 FROM persons
    WHERE id = NEW.by_id
      AND retired_at IS NULL);
END;

CREATE TRIGGER review_decisions_by_owner BEFORE INSERT ON review_decisions
BEGIN
  SELECT RAISE(ABORT, 'qc_desk: review_decisions_by_owner: only an owner decides in a review')
  WHERE NOT EXISTS (
    SELECT 1 FROM role_grants
    WHERE person_id = NEW.by_id
      AND role = 'owner'
      AND ended_at IS NULL
      AND person_id IN (
        SELECT id FROM persons
        WHERE retired_at IS NULL));
END;

CREATE TRIGGER review_decisions_are_promised BEFORE INSERT ON review_decisions
BEGIN
  SELECT RAISE(ABORT, 'qc_desk: review_decisions_are_promised: a decision is a promise of ours, made then by who decides')
  WHERE NOT EXISTS (
    SELECT 1 FROM promises
    WHERE id = NEW.promise_id
      AND side = 'ours'
      AND by_id = NEW.by_id
      AND made_at = NEW.at);
  SELECT RAISE(ABORT, 'qc_desk: review_decisions_are_promised: a week begins on a Monday')
  WHERE strftime('%w', NEW.week) <> '1';
END;
