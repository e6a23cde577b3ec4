-- The rules of complaints, promises, problems and corrective actions, as SQLite keeps them; sqlite.sql
-- tells how such a file is read.
--
-- A person's act changes the state of a thing first and then writes the event that tells of it, in one
-- transaction. So a rule about a step stands at the event, or asks for the event of the step before.

-- 1. What has been said and done stays as it was said and done

-- for each: complaint_events, complaint_links, escape_rulings, complaint_photos, touches, promises, promise_events, problem_events, sightings, extra_checks, service_targets, discipline_entries, actions, action_events
CREATE TRIGGER {table}_never_changed BEFORE UPDATE ON {table}
BEGIN
  SELECT RAISE(ABORT, 'qc_desk: {table}_never_changed: a row of the record is never changed');
END;

-- for each: complaint_events, complaint_links, escape_rulings, complaint_photos, touches, promises, promise_events, problem_events, sightings, extra_checks, service_targets, discipline_entries, actions, action_events, complaints, problems, corrective_actions
CREATE TRIGGER {table}_never_deleted BEFORE DELETE ON {table}
BEGIN
  SELECT RAISE(ABORT, 'qc_desk: {table}_never_deleted: a row of the record is never deleted');
END;

-- 2. Nothing is put in the place of something else (an UPDATE cannot: what is unique never changes)

-- for each: complaint_events, complaint_links, escape_rulings, complaint_photos, touches, problem_events, extra_checks, service_targets, discipline_entries, actions
CREATE TRIGGER {table}_never_replaced BEFORE INSERT ON {table}
BEGIN
  SELECT RAISE(ABORT, 'qc_desk: {table}_never_replaced: there is such a row already')
  WHERE EXISTS (SELECT 1 FROM {table} WHERE id = NEW.id);
END;

CREATE TRIGGER complaints_never_replaced BEFORE INSERT ON complaints
BEGIN
  SELECT RAISE(ABORT, 'qc_desk: complaints_never_replaced: there is such a row already')
  WHERE EXISTS (SELECT 1 FROM complaints WHERE id = NEW.id)
    OR EXISTS (SELECT 1 FROM complaints WHERE number = NEW.number)
    OR EXISTS (
      SELECT 1 FROM complaints
      WHERE source = NEW.source
        AND outside_id = NEW.outside_id
        AND outside_id <> '');
END;

CREATE TRIGGER promises_never_replaced BEFORE INSERT ON promises
BEGIN
  SELECT RAISE(ABORT, 'qc_desk: promises_never_replaced: there is such a row already')
  WHERE EXISTS (SELECT 1 FROM promises WHERE id = NEW.id)
    OR EXISTS (SELECT 1 FROM promises WHERE number = NEW.number);
END;

CREATE TRIGGER promise_events_never_replaced BEFORE INSERT ON promise_events
BEGIN
  SELECT RAISE(ABORT, 'qc_desk: promise_events_never_replaced: there is such a row already')
  WHERE EXISTS (SELECT 1 FROM promise_events WHERE id = NEW.id)
    OR EXISTS (
      SELECT 1 FROM promise_events
      WHERE promise_id = NEW.promise_id
        AND kind IN ('kept', 'done_late')
        AND NEW.kind IN ('kept', 'done_late'));
END;

CREATE TRIGGER problems_never_replaced BEFORE INSERT ON problems
BEGIN
  SELECT RAISE(ABORT, 'qc_desk: problems_never_replaced: there is such a row already')
  WHERE EXISTS (SELECT 1 FROM problems WHERE id = NEW.id)
    OR EXISTS (SELECT 1 FROM problems WHERE number = NEW.number)
    OR EXISTS (
      SELECT 1 FROM problems
      WHERE family = NEW.family
        AND code_id = NEW.code_id
        AND item_code = NEW.item_code
        AND variant = NEW.variant);
END;

CREATE TRIGGER sightings_never_replaced BEFORE INSERT ON sightings
BEGIN
  SELECT RAISE(ABORT, 'qc_desk: sightings_never_replaced: there is such a row already')
  WHERE EXISTS (SELECT 1 FROM sightings WHERE id = NEW.id)
    OR EXISTS (SELECT 1 FROM sightings WHERE replaces_id = NEW.replaces_id)
    OR EXISTS (
      SELECT 1 FROM sightings
      WHERE problem_id = NEW.problem_id
        AND batch_id = NEW.batch_id
        AND complaint_id = NEW.complaint_id);
END;

CREATE TRIGGER corrective_actions_never_replaced BEFORE INSERT ON corrective_actions
BEGIN
  SELECT RAISE(ABORT, 'qc_desk: corrective_actions_never_replaced: there is such a row already')
  WHERE EXISTS (SELECT 1 FROM corrective_actions WHERE id = NEW.id)
    OR EXISTS (SELECT 1 FROM corrective_actions WHERE number = NEW.number)
    OR EXISTS (
      SELECT 1 FROM corrective_actions
      WHERE problem_id = NEW.problem_id
        AND status = 'open');
END;

CREATE TRIGGER action_events_never_replaced BEFORE INSERT ON action_events
BEGIN
  SELECT RAISE(ABORT, 'qc_desk: action_events_never_replaced: there is such a row already')
  WHERE EXISTS (SELECT 1 FROM action_events WHERE id = NEW.id)
    OR EXISTS (
      SELECT 1 FROM action_events
      WHERE action_id = NEW.action_id
        AND status = NEW.status
        AND status <> 'open');
END;

-- 3. Complaints: what was heard stays; the way through it is the same for every customer

CREATE TRIGGER complaints_born_received BEFORE INSERT ON complaints
BEGIN
  SELECT RAISE(ABORT, 'qc_desk: complaints_born_received: a new complaint has been received, and nothing more')
  WHERE NEW.status <> 'received'
    OR NEW.outcome IS NOT NULL;
  SELECT RAISE(ABORT, 'qc_desk: complaints_born_received: nobody enters what was not heard yet')
  WHERE NEW.heard_at > NEW.entered_at;
END;

CREATE TRIGGER complaints_same_facts BEFORE UPDATE ON complaints
BEGIN
  SELECT RAISE(ABORT, 'qc_desk: complaints_same_facts: what was heard never changes')
  WHERE NEW.id IS NOT OLD.id
    OR NEW.number IS NOT OLD.number
    OR NEW.words IS NOT OLD.words
    OR NEW.heard_at IS NOT OLD.heard_at
    OR NEW.heard_by_id IS NOT OLD.heard_by_id
    OR NEW.channel IS NOT OLD.channel
    OR NEW.customer_id IS NOT OLD.customer_id
    OR NEW.entered_at IS NOT OLD.entered_at
    OR NEW.entered_by_id IS NOT OLD.entered_by_id
    OR NEW.source IS NOT OLD.source
    OR NEW.outside_id IS NOT OLD.outside_id;
END;

CREATE TRIGGER corrective_actions_same_facts BEFORE UPDATE ON corrective_actions
BEGIN
  SELECT RAISE(ABORT, 'qc_desk: corrective_actions_same_facts: the identity of a row never changes')
  WHERE NEW.id IS NOT OLD.id
    OR NEW.number IS NOT OLD.number
    OR NEW.problem_id IS NOT OLD.problem_id
    OR NEW.opened_at IS NOT OLD.opened_at;
END;

CREATE TRIGGER problems_same_facts BEFORE UPDATE ON problems
BEGIN
  SELECT RAISE(ABORT, 'qc_desk: problems_same_facts: the signature of a problem never changes')
  WHERE NEW.id IS NOT OLD.id
    OR NEW.number IS NOT OLD.number
    OR NEW.family IS NOT OLD.family
    OR NEW.code_id IS NOT OLD.code_id
    OR NEW.item_code IS NOT OLD.item_code
    OR NEW.variant IS NOT OLD.variant
    OR NEW.raised_at IS NOT OLD.raised_at;
END;
