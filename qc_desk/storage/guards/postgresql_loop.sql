-- The rules of complaints, promises, problems and corrective actions, as PostgreSQL keeps
-- them; postgresql.sql tells how such a file is read.
--
-- A person's act changes the state of a thing first and then writes the event that tells of it, in one
-- transaction. So a rule about a step stands at the event, or asks for the event of the step before.

-- 1. What has been said and done stays as it was said and done

-- for each: complaint_events, complaint_links, escape_rulings, complaint_photos, touches, promises, promise_events, problem_events, sightings, extra_checks, service_targets, discipline_entries, actions, action_events
CREATE OR REPLACE FUNCTION {table}_never_changed() RETURNS trigger
LANGUAGE plpgsql SET search_path = {schema}, pg_temp AS $$
BEGIN
  RAISE EXCEPTION 'qc_desk: {table}_never_changed: a row of the record is never changed'
    USING ERRCODE = 'integrity_constraint_violation';
END;
$$;
CREATE TRIGGER {table}_never_changed BEFORE UPDATE ON {table}
FOR EACH ROW EXECUTE FUNCTION {table}_never_changed();

-- for each: complaint_events, complaint_links, escape_rulings, complaint_photos, touches, promises, promise_events, problem_events, sightings, extra_checks, service_targets, discipline_entries, actions, action_events, complaints, problems, corrective_actions
CREATE OR REPLACE FUNCTION {table}_never_deleted() RETURNS trigger
LANGUAGE plpgsql SET search_path = {schema}, pg_temp AS $$
BEGIN
  RAISE EXCEPTION 'qc_desk: {table}_never_deleted: a row of the record is never deleted'
    USING ERRCODE = 'integrity_constraint_violation';
END;
$$;
CREATE TRIGGER {table}_never_deleted BEFORE DELETE ON {table}
FOR EACH ROW EXECUTE FUNCTION {table}_never_deleted();

-- for each: complaint_events, complaint_links, escape_rulings, complaint_photos, touches, promises, promise_events, problem_events, sightings, extra_checks, service_targets, discipline_entries, actions, action_events, complaints, problems, corrective_actions
CREATE OR REPLACE FUNCTION {table}_never_emptied() RETURNS trigger
LANGUAGE plpgsql SET search_path = {schema}, pg_temp AS $$
BEGIN
  RAISE EXCEPTION 'qc_desk: {table}_never_emptied: a row of the record is never deleted'
    USING ERRCODE = 'integrity_constraint_violation';
END;
$$;
CREATE TRIGGER {table}_never_emptied BEFORE TRUNCATE ON {table}
FOR EACH STATEMENT EXECUTE FUNCTION {table}_never_emptied();

-- 2. One at a time: whoever adds to a thing holds it until their transaction ends (see postgresql.sql).

CREATE OR REPLACE FUNCTION a_lock_batch_of_extra_checks() RETURNS trigger
LANGUAGE plpgsql SET search_path = {schema}, pg_temp AS $$
BEGIN
  IF current_setting('transaction_isolation') <> 'read committed'
  THEN
    RAISE EXCEPTION 'qc_desk: a_lock_batch_of_extra_checks: write in READ COMMITTED'
    USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  PERFORM 1 FROM batches WHERE id = NEW.batch_id FOR NO KEY UPDATE;
  RETURN NEW;
END;
$$;
CREATE TRIGGER a_lock_batch_of_extra_checks BEFORE INSERT ON extra_checks
FOR EACH ROW EXECUTE FUNCTION a_lock_batch_of_extra_checks();

CREATE OR REPLACE FUNCTION a_lock_complaint_of_complaint_events() RETURNS trigger
LANGUAGE plpgsql SET search_path = {schema}, pg_temp AS $$
BEGIN
  IF current_setting('transaction_isolation') <> 'read committed'
  THEN
    RAISE EXCEPTION 'qc_desk: a_lock_complaint_of_complaint_events: write in READ COMMITTED'
    USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  PERFORM 1 FROM complaints WHERE id = NEW.complaint_id FOR NO KEY UPDATE;
  RETURN NEW;
END;
$$;
CREATE TRIGGER a_lock_complaint_of_complaint_events BEFORE INSERT ON complaint_events
FOR EACH ROW EXECUTE FUNCTION a_lock_complaint_of_complaint_events();

CREATE OR REPLACE FUNCTION a_lock_promise_of_promise_events() RETURNS trigger
LANGUAGE plpgsql SET search_path = {schema}, pg_temp AS $$
BEGIN
  IF current_setting('transaction_isolation') <> 'read committed'
  THEN
    RAISE EXCEPTION 'qc_desk: a_lock_promise_of_promise_events: write in READ COMMITTED'
    USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  PERFORM 1 FROM promises WHERE id = NEW.promise_id FOR NO KEY UPDATE;
  RETURN NEW;
END;
$$;
CREATE TRIGGER a_lock_promise_of_promise_events BEFORE INSERT ON promise_events
FOR EACH ROW EXECUTE FUNCTION a_lock_promise_of_promise_events();

-- for each: problem_events, sightings
CREATE OR REPLACE FUNCTION a_lock_problem_of_{table}() RETURNS trigger
LANGUAGE plpgsql SET search_path = {schema}, pg_temp AS $$
BEGIN
  IF current_setting('transaction_isolation') <> 'read committed'
  THEN
    RAISE EXCEPTION 'qc_desk: a_lock_problem_of_{table}: write in READ COMMITTED'
    USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  PERFORM 1 FROM problems WHERE id = NEW.problem_id FOR NO KEY UPDATE;
  RETURN NEW;
END;
$$;
CREATE TRIGGER a_lock_problem_of_{table} BEFORE INSERT ON {table}
FOR EACH ROW EXECUTE FUNCTION a_lock_problem_of_{table}();

-- for each: discipline_entries, actions
CREATE OR REPLACE FUNCTION a_lock_action_of_{table}() RETURNS trigger
LANGUAGE plpgsql SET search_path = {schema}, pg_temp AS $$
BEGIN
  IF current_setting('transaction_isolation') <> 'read committed'
  THEN
    RAISE EXCEPTION 'qc_desk: a_lock_action_of_{table}: write in READ COMMITTED'
    USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  PERFORM 1 FROM corrective_actions WHERE id = NEW.corrective_action_id FOR NO KEY UPDATE;
  RETURN NEW;
END;
$$;
CREATE TRIGGER a_lock_action_of_{table} BEFORE INSERT ON {table}
FOR EACH ROW EXECUTE FUNCTION a_lock_action_of_{table}();

CREATE OR REPLACE FUNCTION a_lock_action_of_action_events() RETURNS trigger
LANGUAGE plpgsql SET search_path = {schema}, pg_temp AS $$
BEGIN
  IF current_setting('transaction_isolation') <> 'read committed'
  THEN
    RAISE EXCEPTION 'qc_desk: a_lock_action_of_action_events: write in READ COMMITTED'
    USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  PERFORM 1 FROM corrective_actions
  WHERE id = (SELECT corrective_action_id FROM actions WHERE id = NEW.action_id)
  FOR NO KEY UPDATE;
  RETURN NEW;
END;
$$;
CREATE TRIGGER a_lock_action_of_action_events BEFORE INSERT ON action_events
FOR EACH ROW EXECUTE FUNCTION a_lock_action_of_action_events();

-- 3. Complaints: what was heard stays; the way through it is the same for every customer

CREATE OR REPLACE FUNCTION complaints_born_received() RETURNS trigger
LANGUAGE plpgsql SET search_path = {schema}, pg_temp AS $$
BEGIN
  IF NEW.status <> 'received'
    OR NEW.outcome IS NOT NULL
  THEN
    RAISE EXCEPTION 'qc_desk: complaints_born_received: a new complaint has been received, and nothing more'
    USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  IF NEW.heard_at > NEW.entered_at
  THEN
    RAISE EXCEPTION 'qc_desk: complaints_born_received: nobody enters what was not heard yet'
    USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END;
$$;
CREATE TRIGGER complaints_born_received BEFORE INSERT ON complaints
FOR EACH ROW EXECUTE FUNCTION complaints_born_received();

CREATE OR REPLACE FUNCTION complaints_same_facts() RETURNS trigger
LANGUAGE plpgsql SET search_path = {schema}, pg_temp AS $$
BEGIN
  IF NEW.id IS DISTINCT FROM OLD.id
    OR NEW.number IS DISTINCT FROM OLD.number
    OR NEW.words IS DISTINCT FROM OLD.words
    OR NEW.heard_at IS DISTINCT FROM OLD.heard_at
    OR NEW.heard_by_id IS DISTINCT FROM OLD.heard_by_id
    OR NEW.channel IS DISTINCT FROM OLD.channel
    OR NEW.customer_id IS DISTINCT FROM OLD.customer_id
    OR NEW.entered_at IS DISTINCT FROM OLD.entered_at
    OR NEW.entered_by_id IS DISTINCT FROM OLD.entered_by_id
    OR NEW.source IS DISTINCT FROM OLD.source
    OR NEW.outside_id IS DISTINCT FROM OLD.outside_id
  THEN
    RAISE EXCEPTION 'qc_desk: complaints_same_facts: what was heard never changes'
    USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END;
$$;
CREATE TRIGGER complaints_same_facts BEFORE UPDATE ON complaints
FOR EACH ROW EXECUTE FUNCTION complaints_same_facts();

CREATE OR REPLACE FUNCTION corrective_actions_same_facts() RETURNS trigger
LANGUAGE plpgsql SET search_path = {schema}, pg_temp AS $$
BEGIN
  IF NEW.id IS DISTINCT FROM OLD.id
    OR NEW.number IS DISTINCT FROM OLD.number
    OR NEW.problem_id IS DISTINCT FROM OLD.problem_id
    OR NEW.opened_at IS DISTINCT FROM OLD.opened_at
  THEN
    RAISE EXCEPTION 'qc_desk: corrective_actions_same_facts: the identity of a row never changes'
    USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END;
$$;
CREATE TRIGGER corrective_actions_same_facts BEFORE UPDATE ON corrective_actions
FOR EACH ROW EXECUTE FUNCTION corrective_actions_same_facts();

CREATE OR REPLACE FUNCTION problems_same_facts() RETURNS trigger
LANGUAGE plpgsql SET search_path = {schema}, pg_temp AS $$
BEGIN
  IF NEW.id IS DISTINCT FROM OLD.id
    OR NEW.number IS DISTINCT FROM OLD.number
    OR NEW.family IS DISTINCT FROM OLD.family
    OR NEW.code_id IS DISTINCT FROM OLD.code_id
    OR NEW.item_code IS DISTINCT FROM OLD.item_code
    OR NEW.variant IS DISTINCT FROM OLD.variant
    OR NEW.raised_at IS DISTINCT FROM OLD.raised_at
  THEN
    RAISE EXCEPTION 'qc_desk: problems_same_facts: the signature of a problem never changes'
    USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END;
$$;
CREATE TRIGGER problems_same_facts BEFORE UPDATE ON problems
FOR EACH ROW EXECUTE FUNCTION problems_same_facts();

CREATE OR REPLACE FUNCTION complaints_step_by_step() RETURNS trigger
LANGUAGE plpgsql SET search_path = {schema}, pg_temp AS $$
BEGIN
  IF NEW.status <> OLD.status
    AND OLD.status || '>' || NEW.status NOT IN (
      'received>acknowledged', 'acknowledged>restated', 'reopened>restated',
      'restated>investigating', 'reopened>investigating', 'investigating>answered',
      'answered>closed', 'answered>disputed', 'closed>disputed', 'disputed>reopened')
  THEN
    RAISE EXCEPTION 'qc_desk: complaints_step_by_step: there is no such step'
    USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  IF NEW.status <> OLD.status
    AND OLD.status IS DISTINCT FROM (
      SELECT status FROM complaint_events
      WHERE complaint_id = OLD.id
      ORDER BY id DESC LIMIT 1)
  THEN
    RAISE EXCEPTION 'qc_desk: complaints_step_by_step: the step before has not been written down'
    USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END;
$$;
CREATE TRIGGER complaints_step_by_step BEFORE UPDATE ON complaints
FOR EACH ROW EXECUTE FUNCTION complaints_step_by_step();

CREATE OR REPLACE FUNCTION complaints_outcome_with_its_step() RETURNS trigger
LANGUAGE plpgsql SET search_path = {schema}, pg_temp AS $$
BEGIN
  IF NEW.status IN ('answered', 'closed')
    AND NEW.outcome IS NULL
  THEN
    RAISE EXCEPTION 'qc_desk: complaints_outcome_with_its_step: an answer has an outcome'
    USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  IF NEW.outcome IS DISTINCT FROM OLD.outcome
    AND (
      NEW.status = OLD.status
      OR NEW.status NOT IN ('answered', 'reopened'))
  THEN
    RAISE EXCEPTION 'qc_desk: complaints_outcome_with_its_step: an outcome comes with an answer and goes with reopening'
    USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END;
$$;
CREATE TRIGGER complaints_outcome_with_its_step BEFORE UPDATE ON complaints
FOR EACH ROW EXECUTE FUNCTION complaints_outcome_with_its_step();

CREATE OR REPLACE FUNCTION complaints_closed_with_their_promises() RETURNS trigger
LANGUAGE plpgsql SET search_path = {schema}, pg_temp AS $$
BEGIN
  IF NEW.status = 'closed'
    AND OLD.status <> 'closed'
    AND EXISTS (
      SELECT 1 FROM promises
      WHERE complaint_id = OLD.id
        AND NOT EXISTS (
          SELECT 1 FROM promise_events
          WHERE promise_id = promises.id
            AND kind IN ('kept', 'told')))
  THEN
    RAISE EXCEPTION 'qc_desk: complaints_closed_with_their_promises: a promise is neither kept nor, being broken, told'
    USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END;
$$;
CREATE TRIGGER complaints_closed_with_their_promises BEFORE UPDATE ON complaints
FOR EACH ROW EXECUTE FUNCTION complaints_closed_with_their_promises();

CREATE OR REPLACE FUNCTION complaint_events_of_its_step() RETURNS trigger
LANGUAGE plpgsql SET search_path = {schema}, pg_temp AS $$
BEGIN
  IF NOT EXISTS (
    SELECT 1 FROM complaints
    WHERE id = NEW.complaint_id
      AND status = NEW.status)
  THEN
    RAISE EXCEPTION 'qc_desk: complaint_events_of_its_step: the complaint is not at this step'
    USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  IF NEW.status = (
    SELECT status FROM complaint_events
    WHERE complaint_id = NEW.complaint_id
    ORDER BY id DESC LIMIT 1)
  THEN
    RAISE EXCEPTION 'qc_desk: complaint_events_of_its_step: this step has been written down'
    USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  IF NEW.status IN ('answered', 'closed')
    AND NEW.outcome IS DISTINCT FROM (SELECT outcome FROM complaints WHERE id = NEW.complaint_id)
  THEN
    RAISE EXCEPTION 'qc_desk: complaint_events_of_its_step: the complaint has another outcome'
    USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END;
$$;
CREATE TRIGGER complaint_events_of_its_step BEFORE INSERT ON complaint_events
FOR EACH ROW EXECUTE FUNCTION complaint_events_of_its_step();

CREATE OR REPLACE FUNCTION complaint_links_to_a_batch() RETURNS trigger
LANGUAGE plpgsql SET search_path = {schema}, pg_temp AS $$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM batches WHERE id = NEW.batch_id)
  THEN
    RAISE EXCEPTION 'qc_desk: complaint_links_to_a_batch: there is no such batch'
    USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END;
$$;
CREATE TRIGGER complaint_links_to_a_batch BEFORE INSERT ON complaint_links
FOR EACH ROW EXECUTE FUNCTION complaint_links_to_a_batch();

-- 4. Promises: the clock breaks them, and nothing mends them

CREATE OR REPLACE FUNCTION promises_due_later() RETURNS trigger
LANGUAGE plpgsql SET search_path = {schema}, pg_temp AS $$
BEGIN
  IF NEW.due_at <= NEW.made_at
  THEN
    RAISE EXCEPTION 'qc_desk: promises_due_later: a promise is due after it was made'
    USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END;
$$;
CREATE TRIGGER promises_due_later BEFORE INSERT ON promises
FOR EACH ROW EXECUTE FUNCTION promises_due_later();

CREATE OR REPLACE FUNCTION promise_events_in_order() RETURNS trigger
LANGUAGE plpgsql SET search_path = {schema}, pg_temp AS $$
BEGIN
  IF NOT EXISTS (
    SELECT 1 FROM promises
    WHERE id = NEW.promise_id
      AND made_at <= NEW.at)
  THEN
    RAISE EXCEPTION 'qc_desk: promise_events_in_order: the promise was not made by then'
    USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  IF EXISTS (
    SELECT 1 FROM promise_events
    WHERE promise_id = NEW.promise_id
      AND at > NEW.at)
  THEN
    RAISE EXCEPTION 'qc_desk: promise_events_in_order: something newer has been written down'
    USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  IF EXISTS (
    SELECT 1 FROM promise_events
    WHERE promise_id = NEW.promise_id
      AND kind = 'kept')
  THEN
    RAISE EXCEPTION 'qc_desk: promise_events_in_order: the promise has been kept'
    USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END;
$$;
CREATE TRIGGER promise_events_in_order BEFORE INSERT ON promise_events
FOR EACH ROW EXECUTE FUNCTION promise_events_in_order();

-- (What is done late is done once, and after its time: so only that the other side was told can follow.)

CREATE OR REPLACE FUNCTION promise_events_by_the_clock() RETURNS trigger
LANGUAGE plpgsql SET search_path = {schema}, pg_temp AS $$
BEGIN
  IF NEW.kind IN ('kept', 'moved')
    AND NEW.at >= coalesce(
      (
        SELECT max(due_at) FROM promise_events
        WHERE promise_id = NEW.promise_id),
      (SELECT due_at FROM promises WHERE id = NEW.promise_id))
  THEN
    RAISE EXCEPTION 'qc_desk: promise_events_by_the_clock: the promise is broken'
    USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  IF NEW.due_at <= coalesce(
    (
      SELECT max(due_at) FROM promise_events
      WHERE promise_id = NEW.promise_id),
    (SELECT due_at FROM promises WHERE id = NEW.promise_id))
  THEN
    RAISE EXCEPTION 'qc_desk: promise_events_by_the_clock: a promise is moved to a later day'
    USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  IF NEW.kind IN ('done_late', 'told')
    AND NEW.at < coalesce(
      (
        SELECT max(due_at) FROM promise_events
        WHERE promise_id = NEW.promise_id),
      (SELECT due_at FROM promises WHERE id = NEW.promise_id))
  THEN
    RAISE EXCEPTION 'qc_desk: promise_events_by_the_clock: the promise is not broken'
    USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END;
$$;
CREATE TRIGGER promise_events_by_the_clock BEFORE INSERT ON promise_events
FOR EACH ROW EXECUTE FUNCTION promise_events_by_the_clock();

-- 5. Problems: nobody dismisses them, and who has claimed a fix does not judge it

CREATE OR REPLACE FUNCTION problems_born_watching() RETURNS trigger
LANGUAGE plpgsql SET search_path = {schema}, pg_temp AS $$
BEGIN
  IF NEW.status <> 'watching'
    OR NEW.recurrences <> 0
    OR NEW.owner_id IS NOT NULL
  THEN
    RAISE EXCEPTION 'qc_desk: problems_born_watching: a new problem is watched, and nothing more'
    USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END;
$$;
CREATE TRIGGER problems_born_watching BEFORE INSERT ON problems
FOR EACH ROW EXECUTE FUNCTION problems_born_watching();

CREATE OR REPLACE FUNCTION problems_step_by_step() RETURNS trigger
LANGUAGE plpgsql SET search_path = {schema}, pg_temp AS $$
BEGIN
  IF OLD.status = 'merged'
  THEN
    RAISE EXCEPTION 'qc_desk: problems_step_by_step: a merged problem never changes'
    USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  IF NEW.status <> OLD.status
    AND OLD.status || '>' || NEW.status NOT IN (
      'watching>alert', 'watching>owned', 'alert>owned', 'recurred>owned',
      'owned>fix_claimed', 'fix_claimed>proving', 'proving>proven',
      'owned>recurred', 'fix_claimed>recurred', 'proving>recurred', 'proven>recurred',
      'watching>merged', 'alert>merged', 'owned>merged', 'fix_claimed>merged',
      'proving>merged', 'recurred>merged')
  THEN
    RAISE EXCEPTION 'qc_desk: problems_step_by_step: there is no such step'
    USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  IF NEW.status <> OLD.status
    AND NEW.status IN ('fix_claimed', 'proving', 'proven')
    AND (CASE NEW.status WHEN 'fix_claimed' THEN 'owned' WHEN 'proving' THEN 'fix_claimed' ELSE 'fix_verified' END) IS DISTINCT FROM (
      SELECT kind FROM problem_events
      WHERE problem_id = OLD.id
        AND kind IN ('owned', 'fix_claimed', 'fix_verified', 'proven', 'recurred')
      ORDER BY id DESC LIMIT 1)
  THEN
    RAISE EXCEPTION 'qc_desk: problems_step_by_step: the step before has not been written down'
    USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END;
$$;
CREATE TRIGGER problems_step_by_step BEFORE UPDATE ON problems
FOR EACH ROW EXECUTE FUNCTION problems_step_by_step();

CREATE OR REPLACE FUNCTION problems_never_played_down() RETURNS trigger
LANGUAGE plpgsql SET search_path = {schema}, pg_temp AS $$
BEGIN
  IF NEW.recurrences < OLD.recurrences
  THEN
    RAISE EXCEPTION 'qc_desk: problems_never_played_down: how often a problem came back is never taken back'
    USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  IF NEW.owner_id IS DISTINCT FROM OLD.owner_id
    AND NEW.status <> 'owned'
  THEN
    RAISE EXCEPTION 'qc_desk: problems_never_played_down: an owner is named when the problem is taken on'
    USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  IF NEW.status = 'merged'
    AND NEW.stop_check <> ''
  THEN
    RAISE EXCEPTION 'qc_desk: problems_never_played_down: a stop-ship is lifted first'
    USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END;
$$;
CREATE TRIGGER problems_never_played_down BEFORE UPDATE ON problems
FOR EACH ROW EXECUTE FUNCTION problems_never_played_down();

CREATE OR REPLACE FUNCTION problem_events_of_its_state() RETURNS trigger
LANGUAGE plpgsql SET search_path = {schema}, pg_temp AS $$
BEGIN
  IF NEW.kind IN ('owned', 'fix_claimed', 'fix_verified', 'proven', 'recurred', 'merged')
    AND NOT EXISTS (
      SELECT 1 FROM problems
      WHERE id = NEW.problem_id
        AND status = CASE NEW.kind WHEN 'fix_verified' THEN 'proving' ELSE NEW.kind END)
  THEN
    RAISE EXCEPTION 'qc_desk: problem_events_of_its_state: the problem is not at this step'
    USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  IF NEW.kind IN ('fix_claimed', 'fix_verified', 'proven')
    AND (CASE NEW.kind WHEN 'fix_claimed' THEN 'owned' WHEN 'fix_verified' THEN 'fix_claimed' ELSE 'fix_verified' END) IS DISTINCT FROM (
      SELECT kind FROM problem_events
      WHERE problem_id = NEW.problem_id
        AND kind IN ('owned', 'fix_claimed', 'fix_verified', 'proven', 'recurred')
      ORDER BY id DESC LIMIT 1)
  THEN
    RAISE EXCEPTION 'qc_desk: problem_events_of_its_state: this does not follow upon the step before'
    USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  IF NEW.kind = 'owned'
    AND NEW.owner_id IS DISTINCT FROM (SELECT owner_id FROM problems WHERE id = NEW.problem_id)
  THEN
    RAISE EXCEPTION 'qc_desk: problem_events_of_its_state: somebody else is in charge'
    USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  IF NEW.kind = 'stopped'
    AND NOT EXISTS (
      SELECT 1 FROM problems
      WHERE id = NEW.problem_id
        AND stop_check = NEW.words)
  THEN
    RAISE EXCEPTION 'qc_desk: problem_events_of_its_state: the stop-ship asks for another check'
    USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  IF NEW.kind = 'lifted'
    AND NOT EXISTS (
      SELECT 1 FROM problems
      WHERE id = NEW.problem_id
        AND stop_check = '')
  THEN
    RAISE EXCEPTION 'qc_desk: problem_events_of_its_state: the stop-ship has not been lifted'
    USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END;
$$;
CREATE TRIGGER problem_events_of_its_state BEFORE INSERT ON problem_events
FOR EACH ROW EXECUTE FUNCTION problem_events_of_its_state();

CREATE OR REPLACE FUNCTION problem_events_judged_by_others() RETURNS trigger
LANGUAGE plpgsql SET search_path = {schema}, pg_temp AS $$
BEGIN
  IF NEW.kind IN ('fix_verified', 'proven')
    AND EXISTS (
      SELECT 1 FROM problems
      WHERE id = NEW.problem_id
        AND owner_id = NEW.by_id)
  THEN
    RAISE EXCEPTION 'qc_desk: problem_events_judged_by_others: this person owns the problem'
    USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  IF NEW.kind IN ('fix_verified', 'proven')
    AND EXISTS (
      SELECT 1 FROM problem_events
      WHERE problem_id = NEW.problem_id
        AND owner_id = NEW.by_id)
  THEN
    RAISE EXCEPTION 'qc_desk: problem_events_judged_by_others: this person has been in charge of the problem'
    USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  IF NEW.kind IN ('fix_verified', 'proven')
    AND EXISTS (
      SELECT 1 FROM problem_events
      WHERE problem_id = NEW.problem_id
        AND kind = 'fix_claimed'
        AND by_id = NEW.by_id)
  THEN
    RAISE EXCEPTION 'qc_desk: problem_events_judged_by_others: this person has claimed the fix'
    USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END;
$$;
CREATE TRIGGER problem_events_judged_by_others BEFORE INSERT ON problem_events
FOR EACH ROW EXECUTE FUNCTION problem_events_judged_by_others();

CREATE OR REPLACE FUNCTION problem_events_lifted_by_owner() RETURNS trigger
LANGUAGE plpgsql SET search_path = {schema}, pg_temp AS $$
BEGIN
  IF NEW.kind = 'lifted'
    AND NOT EXISTS (
      SELECT 1 FROM role_grants
      WHERE person_id = NEW.by_id
        AND role = 'owner'
        AND ended_at IS NULL
        AND person_id IN (
          SELECT id FROM persons
          WHERE retired_at IS NULL))
  THEN
    RAISE EXCEPTION 'qc_desk: problem_events_lifted_by_owner: only an owner lifts a stop-ship'
    USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  IF NEW.kind = 'stopped'
    AND 'stopped' = (
      SELECT kind FROM problem_events
      WHERE problem_id = NEW.problem_id
        AND kind IN ('stopped', 'lifted', 'proven')
      ORDER BY id DESC LIMIT 1)
    AND NOT EXISTS (
      SELECT 1 FROM role_grants
      WHERE person_id = NEW.by_id
        AND role = 'owner'
        AND ended_at IS NULL
        AND person_id IN (
          SELECT id FROM persons
          WHERE retired_at IS NULL))
  THEN
    RAISE EXCEPTION 'qc_desk: problem_events_lifted_by_owner: only an owner asks for another check'
    USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END;
$$;
CREATE TRIGGER problem_events_lifted_by_owner BEFORE INSERT ON problem_events
FOR EACH ROW EXECUTE FUNCTION problem_events_lifted_by_owner();

CREATE OR REPLACE FUNCTION service_targets_by_owner() RETURNS trigger
LANGUAGE plpgsql SET search_path = {schema}, pg_temp AS $$
BEGIN
  IF NOT EXISTS (
    SELECT 1 FROM role_grants
    WHERE person_id = NEW.by_id
      AND role = 'owner'
      AND ended_at IS NULL
      AND person_id IN (
        SELECT id FROM persons
        WHERE retired_at IS NULL))
  THEN
    RAISE EXCEPTION 'qc_desk: service_targets_by_owner: only an owner says what the shop promises'
    USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END;
$$;
CREATE TRIGGER service_targets_by_owner BEFORE INSERT ON service_targets
FOR EACH ROW EXECUTE FUNCTION service_targets_by_owner();

CREATE OR REPLACE FUNCTION sightings_of_an_open_problem() RETURNS trigger
LANGUAGE plpgsql SET search_path = {schema}, pg_temp AS $$
BEGIN
  IF NOT EXISTS (
    SELECT 1 FROM problems
    WHERE id = NEW.problem_id
      AND status <> 'merged')
  THEN
    RAISE EXCEPTION 'qc_desk: sightings_of_an_open_problem: the problem has become a part of another'
    USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END;
$$;
CREATE TRIGGER sightings_of_an_open_problem BEFORE INSERT ON sightings
FOR EACH ROW EXECUTE FUNCTION sightings_of_an_open_problem();

-- What was promised or claimed in a problem that has become a part of this one counts here. (That each is
-- refuted once is a constraint of the table.)

CREATE OR REPLACE FUNCTION sightings_refute_their_own() RETURNS trigger
LANGUAGE plpgsql SET search_path = {schema}, pg_temp AS $$
BEGIN
  IF NEW.refuted_promise_id IS NOT NULL
    AND NOT EXISTS (
      WITH RECURSIVE threads(id) AS (
        SELECT problem_id FROM promises
        WHERE id = NEW.refuted_promise_id
          AND is_fix
        UNION
        SELECT p.merged_into_id FROM problems p, threads t
        WHERE p.id = t.id)
      SELECT 1 FROM threads
      WHERE id = NEW.problem_id)
  THEN
    RAISE EXCEPTION 'qc_desk: sightings_refute_their_own: the problem has no such promised fix'
    USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  IF NEW.refuted_claim_id IS NOT NULL
    AND NOT EXISTS (
      WITH RECURSIVE threads(id) AS (
        SELECT problem_id FROM problem_events
        WHERE id = NEW.refuted_claim_id
          AND kind = 'fix_claimed'
        UNION
        SELECT p.merged_into_id FROM problems p, threads t
        WHERE p.id = t.id)
      SELECT 1 FROM threads
      WHERE id = NEW.problem_id)
  THEN
    RAISE EXCEPTION 'qc_desk: sightings_refute_their_own: the problem has no such claimed fix'
    USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END;
$$;
CREATE TRIGGER sightings_refute_their_own BEFORE INSERT ON sightings
FOR EACH ROW EXECUTE FUNCTION sightings_refute_their_own();

-- 6. Stop-ship: in force until an owner has lifted it or the goods have proven the end of the problem. That
-- is read from the events too, so that emptying the words of the check lets nothing go. It holds for the
-- families of all threads that have become a part of the problem.

CREATE OR REPLACE FUNCTION extra_checks_before_decision() RETURNS trigger
LANGUAGE plpgsql SET search_path = {schema}, pg_temp AS $$
BEGIN
  IF NOT EXISTS (
    SELECT 1 FROM batches
    WHERE id = NEW.batch_id
      AND round = NEW.round
      AND status IN ('first_check', 'second_check', 'held'))
  THEN
    RAISE EXCEPTION 'qc_desk: extra_checks_before_decision: the batch does not wait for a check in this round'
    USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  IF NOT EXISTS (
    SELECT 1 FROM problems
    WHERE id = NEW.problem_id
      AND stop_check = NEW.asked)
  THEN
    RAISE EXCEPTION 'qc_desk: extra_checks_before_decision: the stop-ship asks for another check'
    USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  IF EXISTS (
    SELECT 1 FROM batch_producers
    WHERE batch_id = NEW.batch_id
      AND person_id = NEW.by_id)
  THEN
    RAISE EXCEPTION 'qc_desk: extra_checks_before_decision: this person has made the batch'
    USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END;
$$;
CREATE TRIGGER extra_checks_before_decision BEFORE INSERT ON extra_checks
FOR EACH ROW EXECUTE FUNCTION extra_checks_before_decision();

CREATE OR REPLACE FUNCTION sign_offs_not_while_stopped() RETURNS trigger
LANGUAGE plpgsql SET search_path = {schema}, pg_temp AS $$
BEGIN
  IF NEW.meaning IN ('approved', 'concession', 'released_alone')
    AND EXISTS (
      WITH RECURSIVE threads(id) AS (
        SELECT p.id FROM batches b, products d, problems p
        WHERE b.id = NEW.batch_id
          AND d.id = b.product_id
          AND p.family = CASE d.family WHEN '' THEN d.code ELSE d.family END
        UNION
        SELECT p.merged_into_id FROM problems p, threads t
        WHERE p.id = t.id)
      SELECT 1 FROM threads t, problems p
      WHERE p.id = t.id
        AND p.stop_check <> ''
        AND 'pass' IS DISTINCT FROM (
          SELECT CASE asked WHEN p.stop_check THEN result END FROM extra_checks
          WHERE problem_id = p.id
            AND batch_id = NEW.batch_id
            AND round = NEW.round
          ORDER BY id DESC LIMIT 1))
  THEN
    RAISE EXCEPTION 'qc_desk: sign_offs_not_while_stopped: the batch has not passed the extra check of a stop-ship'
    USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  IF NEW.meaning IN ('approved', 'concession', 'released_alone')
    AND EXISTS (
      WITH RECURSIVE threads(id) AS (
        SELECT p.id FROM batches b, products d, problems p
        WHERE b.id = NEW.batch_id
          AND d.id = b.product_id
          AND p.family = CASE d.family WHEN '' THEN d.code ELSE d.family END
        UNION
        SELECT p.merged_into_id FROM problems p, threads t
        WHERE p.id = t.id)
      SELECT 1 FROM threads t, problem_events e
      WHERE e.kind = 'stopped'
        AND e.id = (
          SELECT max(id) FROM problem_events
          WHERE problem_id = t.id
            AND kind IN ('stopped', 'lifted', 'proven'))
        AND 'pass' IS DISTINCT FROM (
          SELECT CASE asked WHEN e.words THEN result END FROM extra_checks
          WHERE problem_id = t.id
            AND batch_id = NEW.batch_id
            AND round = NEW.round
          ORDER BY id DESC LIMIT 1))
  THEN
    RAISE EXCEPTION 'qc_desk: sign_offs_not_while_stopped: a stop-ship was neither lifted nor passed'
    USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END;
$$;
CREATE TRIGGER sign_offs_not_while_stopped BEFORE INSERT ON sign_offs
FOR EACH ROW EXECUTE FUNCTION sign_offs_not_while_stopped();

CREATE OR REPLACE FUNCTION products_stay_while_stopped() RETURNS trigger
LANGUAGE plpgsql SET search_path = {schema}, pg_temp AS $$
BEGIN
  IF (CASE NEW.family WHEN '' THEN NEW.code ELSE NEW.family END)
      <> (CASE OLD.family WHEN '' THEN OLD.code ELSE OLD.family END)
    AND EXISTS (
      WITH RECURSIVE threads(id) AS (
        SELECT id FROM problems
        WHERE family = CASE OLD.family WHEN '' THEN OLD.code ELSE OLD.family END
        UNION
        SELECT p.merged_into_id FROM problems p, threads t
        WHERE p.id = t.id)
      SELECT 1 FROM threads t, problem_events e
      WHERE e.kind = 'stopped'
        AND e.id = (
          SELECT max(id) FROM problem_events
          WHERE problem_id = t.id
            AND kind IN ('stopped', 'lifted', 'proven')))
  THEN
    RAISE EXCEPTION 'qc_desk: products_stay_while_stopped: a stop-ship holds the family of this product'
    USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END;
$$;
CREATE TRIGGER products_stay_while_stopped BEFORE UPDATE ON products
FOR EACH ROW EXECUTE FUNCTION products_stay_while_stopped();

-- 7. Corrective actions: closed once the goods have proven them, verified by who did not do them

CREATE OR REPLACE FUNCTION corrective_actions_born_open() RETURNS trigger
LANGUAGE plpgsql SET search_path = {schema}, pg_temp AS $$
BEGIN
  IF NEW.status <> 'open'
  THEN
    RAISE EXCEPTION 'qc_desk: corrective_actions_born_open: a new corrective action is open'
    USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END;
$$;
CREATE TRIGGER corrective_actions_born_open BEFORE INSERT ON corrective_actions
FOR EACH ROW EXECUTE FUNCTION corrective_actions_born_open();

CREATE OR REPLACE FUNCTION corrective_actions_closed_when_proven() RETURNS trigger
LANGUAGE plpgsql SET search_path = {schema}, pg_temp AS $$
BEGIN
  IF OLD.status = 'closed'
  THEN
    RAISE EXCEPTION 'qc_desk: corrective_actions_closed_when_proven: a closed one never changes'
    USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  IF NEW.status = 'closed'
    AND NOT EXISTS (
      SELECT 1 FROM problems
      WHERE id = NEW.problem_id
        AND status = 'proven')
  THEN
    RAISE EXCEPTION 'qc_desk: corrective_actions_closed_when_proven: the problem is not proven solved'
    USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  IF NEW.status = 'closed'
    AND 'proven' IS DISTINCT FROM (
      SELECT kind FROM problem_events
      WHERE problem_id = NEW.problem_id
        AND kind IN ('owned', 'fix_claimed', 'fix_verified', 'proven', 'recurred')
      ORDER BY id DESC LIMIT 1)
  THEN
    RAISE EXCEPTION 'qc_desk: corrective_actions_closed_when_proven: nobody has judged the proof'
    USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END;
$$;
CREATE TRIGGER corrective_actions_closed_when_proven BEFORE UPDATE ON corrective_actions
FOR EACH ROW EXECUTE FUNCTION corrective_actions_closed_when_proven();

-- for each: discipline_entries, actions
CREATE OR REPLACE FUNCTION {table}_while_open() RETURNS trigger
LANGUAGE plpgsql SET search_path = {schema}, pg_temp AS $$
BEGIN
  IF NOT EXISTS (
    SELECT 1 FROM corrective_actions
    WHERE id = NEW.corrective_action_id
      AND status = 'open')
  THEN
    RAISE EXCEPTION 'qc_desk: {table}_while_open: the corrective action is closed'
    USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END;
$$;
CREATE TRIGGER {table}_while_open BEFORE INSERT ON {table}
FOR EACH ROW EXECUTE FUNCTION {table}_while_open();

CREATE OR REPLACE FUNCTION action_events_in_order() RETURNS trigger
LANGUAGE plpgsql SET search_path = {schema}, pg_temp AS $$
BEGIN
  IF NOT EXISTS (
    SELECT 1 FROM actions a, corrective_actions c
    WHERE a.id = NEW.action_id
      AND c.id = a.corrective_action_id
      AND c.status = 'open')
  THEN
    RAISE EXCEPTION 'qc_desk: action_events_in_order: the corrective action is closed'
    USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  IF coalesce(
    (
      SELECT status FROM action_events
      WHERE action_id = NEW.action_id
      ORDER BY id DESC LIMIT 1),
    'open') || '>' || NEW.status NOT IN ('open>open', 'open>done', 'open>cancelled', 'done>verified')
  THEN
    RAISE EXCEPTION 'qc_desk: action_events_in_order: there is no such step'
    USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END;
$$;
CREATE TRIGGER action_events_in_order BEFORE INSERT ON action_events
FOR EACH ROW EXECUTE FUNCTION action_events_in_order();

CREATE OR REPLACE FUNCTION action_events_verified_by_others() RETURNS trigger
LANGUAGE plpgsql SET search_path = {schema}, pg_temp AS $$
BEGIN
  IF NEW.status = 'verified'
    AND EXISTS (
      SELECT 1 FROM actions
      WHERE id = NEW.action_id
        AND owner_id = NEW.by_id)
  THEN
    RAISE EXCEPTION 'qc_desk: action_events_verified_by_others: this person owns the action'
    USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  IF NEW.status = 'verified'
    AND EXISTS (
      SELECT 1 FROM corrective_actions
      WHERE id = (SELECT corrective_action_id FROM actions WHERE id = NEW.action_id)
        AND lead_id = NEW.by_id)
  THEN
    RAISE EXCEPTION 'qc_desk: action_events_verified_by_others: this person leads the corrective action'
    USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  IF EXISTS (
    SELECT 1 FROM action_events
    WHERE action_id = NEW.action_id
      AND status = 'done'
      AND by_id = NEW.by_id)
  THEN
    RAISE EXCEPTION 'qc_desk: action_events_verified_by_others: this person has done it'
    USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END;
$$;
CREATE TRIGGER action_events_verified_by_others BEFORE INSERT ON action_events
FOR EACH ROW EXECUTE FUNCTION action_events_verified_by_others();
