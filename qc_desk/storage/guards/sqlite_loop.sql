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

-- for each: complaint_events, complaint_links, escape_rulings, complaint_photos, touches, problem_events, extra_checks, service_targets, discipline_entries, actions, action_events
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
    OR EXISTS (SELECT 1 FROM sightings WHERE refuted_promise_id = NEW.refuted_promise_id)
    OR EXISTS (SELECT 1 FROM sightings WHERE refuted_claim_id = NEW.refuted_claim_id)
    OR EXISTS (
      SELECT 1 FROM sightings
      WHERE problem_id = NEW.problem_id
        AND batch_id = NEW.batch_id
        AND complaint_id = NEW.complaint_id)
    OR EXISTS (
      SELECT 1 FROM sightings
      WHERE problem_id = NEW.problem_id
        AND batch_id = NEW.batch_id
        AND complaint_id IS NULL AND NEW.complaint_id IS NULL)
    OR EXISTS (
      SELECT 1 FROM sightings
      WHERE problem_id = NEW.problem_id
        AND complaint_id = NEW.complaint_id
        AND batch_id IS NULL AND NEW.batch_id IS NULL);
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

CREATE TRIGGER complaints_step_by_step BEFORE UPDATE ON complaints
BEGIN
  SELECT RAISE(ABORT, 'qc_desk: complaints_step_by_step: there is no such step')
  WHERE NEW.status <> OLD.status
    AND OLD.status || '>' || NEW.status NOT IN (
      'received>acknowledged', 'acknowledged>restated', 'reopened>restated',
      'restated>investigating', 'reopened>investigating', 'investigating>answered',
      'answered>closed', 'answered>disputed', 'closed>disputed', 'disputed>reopened');
  SELECT RAISE(ABORT, 'qc_desk: complaints_step_by_step: the step before has not been written down')
  WHERE NEW.status <> OLD.status
    AND OLD.status IS NOT (
      SELECT status FROM complaint_events
      WHERE complaint_id = OLD.id
      ORDER BY id DESC LIMIT 1);
END;

CREATE TRIGGER complaints_outcome_with_its_step BEFORE UPDATE ON complaints
BEGIN
  SELECT RAISE(ABORT, 'qc_desk: complaints_outcome_with_its_step: an answer has an outcome')
  WHERE NEW.status IN ('answered', 'closed')
    AND NEW.outcome IS NULL;
  SELECT RAISE(ABORT, 'qc_desk: complaints_outcome_with_its_step: an outcome comes with an answer and goes with reopening')
  WHERE NEW.outcome IS NOT OLD.outcome
    AND (
      NEW.status = OLD.status
      OR NEW.status NOT IN ('answered', 'reopened'));
END;

CREATE TRIGGER complaints_closed_with_their_promises BEFORE UPDATE ON complaints
BEGIN
  SELECT RAISE(ABORT, 'qc_desk: complaints_closed_with_their_promises: a promise is neither kept nor, being broken, told')
  WHERE NEW.status = 'closed'
    AND OLD.status <> 'closed'
    AND EXISTS (
      SELECT 1 FROM promises
      WHERE complaint_id = OLD.id
        AND NOT EXISTS (
          SELECT 1 FROM promise_events
          WHERE promise_id = promises.id
            AND kind IN ('kept', 'told')));
END;

CREATE TRIGGER complaint_events_of_its_step BEFORE INSERT ON complaint_events
BEGIN
  SELECT RAISE(ABORT, 'qc_desk: complaint_events_of_its_step: the complaint is not at this step')
  WHERE NOT EXISTS (
    SELECT 1 FROM complaints
    WHERE id = NEW.complaint_id
      AND status = NEW.status);
  SELECT RAISE(ABORT, 'qc_desk: complaint_events_of_its_step: this step has been written down')
  WHERE NEW.status = (
    SELECT status FROM complaint_events
    WHERE complaint_id = NEW.complaint_id
    ORDER BY id DESC LIMIT 1);
  SELECT RAISE(ABORT, 'qc_desk: complaint_events_of_its_step: the complaint has another outcome')
  WHERE NEW.status IN ('answered', 'closed')
    AND NEW.outcome IS NOT (SELECT outcome FROM complaints WHERE id = NEW.complaint_id);
END;

CREATE TRIGGER complaint_links_to_a_batch BEFORE INSERT ON complaint_links
BEGIN
  SELECT RAISE(ABORT, 'qc_desk: complaint_links_to_a_batch: there is no such batch')
  WHERE NOT EXISTS (SELECT 1 FROM batches WHERE id = NEW.batch_id);
END;

-- 4. Promises: the clock breaks them, and nothing mends them

CREATE TRIGGER promises_due_later BEFORE INSERT ON promises
BEGIN
  SELECT RAISE(ABORT, 'qc_desk: promises_due_later: a promise is due after it was made')
  WHERE NEW.due_at <= NEW.made_at;
END;

CREATE TRIGGER promise_events_in_order BEFORE INSERT ON promise_events
BEGIN
  SELECT RAISE(ABORT, 'qc_desk: promise_events_in_order: the promise was not made by then')
  WHERE NOT EXISTS (
    SELECT 1 FROM promises
    WHERE id = NEW.promise_id
      AND made_at <= NEW.at);
  SELECT RAISE(ABORT, 'qc_desk: promise_events_in_order: something newer has been written down')
  WHERE EXISTS (
    SELECT 1 FROM promise_events
    WHERE promise_id = NEW.promise_id
      AND at > NEW.at);
  SELECT RAISE(ABORT, 'qc_desk: promise_events_in_order: the promise has been kept')
  WHERE EXISTS (
    SELECT 1 FROM promise_events
    WHERE promise_id = NEW.promise_id
      AND kind = 'kept');
END;

-- (What is done late is done once, and after its time: so only that the other side was told can follow.)

CREATE TRIGGER promise_events_by_the_clock BEFORE INSERT ON promise_events
BEGIN
  SELECT RAISE(ABORT, 'qc_desk: promise_events_by_the_clock: the promise is broken')
  WHERE NEW.kind IN ('kept', 'moved')
    AND NEW.at >= coalesce(
      (
        SELECT max(due_at) FROM promise_events
        WHERE promise_id = NEW.promise_id),
      (SELECT due_at FROM promises WHERE id = NEW.promise_id));
  SELECT RAISE(ABORT, 'qc_desk: promise_events_by_the_clock: a promise is moved to a later day')
  WHERE NEW.due_at <= coalesce(
    (
      SELECT max(due_at) FROM promise_events
      WHERE promise_id = NEW.promise_id),
    (SELECT due_at FROM promises WHERE id = NEW.promise_id));
  SELECT RAISE(ABORT, 'qc_desk: promise_events_by_the_clock: the promise is not broken')
  WHERE NEW.kind IN ('done_late', 'told')
    AND NEW.at < coalesce(
      (
        SELECT max(due_at) FROM promise_events
        WHERE promise_id = NEW.promise_id),
      (SELECT due_at FROM promises WHERE id = NEW.promise_id));
END;

-- 5. Problems: nobody dismisses them, and who has claimed a fix does not judge it

CREATE TRIGGER problems_born_watching BEFORE INSERT ON problems
BEGIN
  SELECT RAISE(ABORT, 'qc_desk: problems_born_watching: a new problem is watched, and nothing more')
  WHERE NEW.status <> 'watching'
    OR NEW.recurrences <> 0
    OR NEW.owner_id IS NOT NULL;
END;

CREATE TRIGGER problems_step_by_step BEFORE UPDATE ON problems
BEGIN
  SELECT RAISE(ABORT, 'qc_desk: problems_step_by_step: a merged problem never changes')
  WHERE OLD.status = 'merged';
  SELECT RAISE(ABORT, 'qc_desk: problems_step_by_step: there is no such step')
  WHERE NEW.status <> OLD.status
    AND OLD.status || '>' || NEW.status NOT IN (
      'watching>alert', 'watching>owned', 'alert>owned', 'recurred>owned',
      'owned>fix_claimed', 'fix_claimed>proving', 'proving>proven',
      'owned>recurred', 'fix_claimed>recurred', 'proving>recurred', 'proven>recurred',
      'watching>merged', 'alert>merged', 'owned>merged', 'fix_claimed>merged',
      'proving>merged', 'recurred>merged');
  SELECT RAISE(ABORT, 'qc_desk: problems_step_by_step: the step before has not been written down')
  WHERE NEW.status <> OLD.status
    AND NEW.status IN ('fix_claimed', 'proving', 'proven')
    AND (CASE NEW.status WHEN 'fix_claimed' THEN 'owned' WHEN 'proving' THEN 'fix_claimed' ELSE 'fix_verified' END) IS NOT (
      SELECT kind FROM problem_events
      WHERE problem_id = OLD.id
        AND kind IN ('owned', 'fix_claimed', 'fix_verified', 'proven', 'recurred')
      ORDER BY id DESC LIMIT 1);
END;

CREATE TRIGGER problems_never_played_down BEFORE UPDATE ON problems
BEGIN
  SELECT RAISE(ABORT, 'qc_desk: problems_never_played_down: how often a problem came back is never taken back')
  WHERE NEW.recurrences < OLD.recurrences;
  SELECT RAISE(ABORT, 'qc_desk: problems_never_played_down: an owner is named when the problem is taken on')
  WHERE NEW.owner_id IS NOT OLD.owner_id
    AND NEW.status <> 'owned';
  SELECT RAISE(ABORT, 'qc_desk: problems_never_played_down: a stop-ship is lifted first')
  WHERE NEW.status = 'merged'
    AND NEW.stop_check <> '';
END;

CREATE TRIGGER problem_events_of_its_state BEFORE INSERT ON problem_events
BEGIN
  SELECT RAISE(ABORT, 'qc_desk: problem_events_of_its_state: the problem is not at this step')
  WHERE NEW.kind IN ('owned', 'fix_claimed', 'fix_verified', 'proven', 'recurred', 'merged')
    AND NOT EXISTS (
      SELECT 1 FROM problems
      WHERE id = NEW.problem_id
        AND status = CASE NEW.kind WHEN 'fix_verified' THEN 'proving' ELSE NEW.kind END);
  SELECT RAISE(ABORT, 'qc_desk: problem_events_of_its_state: this does not follow upon the step before')
  WHERE NEW.kind IN ('fix_claimed', 'fix_verified', 'proven')
    AND (CASE NEW.kind WHEN 'fix_claimed' THEN 'owned' WHEN 'fix_verified' THEN 'fix_claimed' ELSE 'fix_verified' END) IS NOT (
      SELECT kind FROM problem_events
      WHERE problem_id = NEW.problem_id
        AND kind IN ('owned', 'fix_claimed', 'fix_verified', 'proven', 'recurred')
      ORDER BY id DESC LIMIT 1);
  SELECT RAISE(ABORT, 'qc_desk: problem_events_of_its_state: somebody else is in charge')
  WHERE NEW.kind = 'owned'
    AND NEW.owner_id IS NOT (SELECT owner_id FROM problems WHERE id = NEW.problem_id);
  SELECT RAISE(ABORT, 'qc_desk: problem_events_of_its_state: the stop-ship asks for another check')
  WHERE NEW.kind = 'stopped'
    AND NOT EXISTS (
      SELECT 1 FROM problems
      WHERE id = NEW.problem_id
        AND stop_check = NEW.words);
  SELECT RAISE(ABORT, 'qc_desk: problem_events_of_its_state: the stop-ship has not been lifted')
  WHERE NEW.kind = 'lifted'
    AND NOT EXISTS (
      SELECT 1 FROM problems
      WHERE id = NEW.problem_id
        AND stop_check = '');
END;

CREATE TRIGGER problem_events_judged_by_others BEFORE INSERT ON problem_events
BEGIN
  SELECT RAISE(ABORT, 'qc_desk: problem_events_judged_by_others: this person owns the problem')
  WHERE NEW.kind IN ('fix_verified', 'proven')
    AND EXISTS (
      SELECT 1 FROM problems
      WHERE id = NEW.problem_id
        AND owner_id = NEW.by_id);
  SELECT RAISE(ABORT, 'qc_desk: problem_events_judged_by_others: this person has been in charge of the problem')
  WHERE NEW.kind IN ('fix_verified', 'proven')
    AND EXISTS (
      SELECT 1 FROM problem_events
      WHERE problem_id = NEW.problem_id
        AND owner_id = NEW.by_id);
  SELECT RAISE(ABORT, 'qc_desk: problem_events_judged_by_others: this person has claimed the fix')
  WHERE NEW.kind IN ('fix_verified', 'proven')
    AND EXISTS (
      SELECT 1 FROM problem_events
      WHERE problem_id = NEW.problem_id
        AND kind = 'fix_claimed'
        AND by_id = NEW.by_id);
END;

CREATE TRIGGER problem_events_lifted_by_owner BEFORE INSERT ON problem_events
BEGIN
  SELECT RAISE(ABORT, 'qc_desk: problem_events_lifted_by_owner: only an owner lifts a stop-ship')
  WHERE NEW.kind = 'lifted'
    AND NOT EXISTS (
      SELECT 1 FROM role_grants
      WHERE person_id = NEW.by_id
        AND role = 'owner'
        AND ended_at IS NULL
        AND person_id IN (
          SELECT id FROM persons
          WHERE retired_at IS NULL));
  SELECT RAISE(ABORT, 'qc_desk: problem_events_lifted_by_owner: only an owner asks for another check')
  WHERE NEW.kind = 'stopped'
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
          WHERE retired_at IS NULL));
END;

CREATE TRIGGER service_targets_by_owner BEFORE INSERT ON service_targets
BEGIN
  SELECT RAISE(ABORT, 'qc_desk: service_targets_by_owner: only an owner says what the shop promises')
  WHERE NOT EXISTS (
    SELECT 1 FROM role_grants
    WHERE person_id = NEW.by_id
      AND role = 'owner'
      AND ended_at IS NULL
      AND person_id IN (
        SELECT id FROM persons
        WHERE retired_at IS NULL));
END;

CREATE TRIGGER sightings_of_an_open_problem BEFORE INSERT ON sightings
BEGIN
  SELECT RAISE(ABORT, 'qc_desk: sightings_of_an_open_problem: the problem has become a part of another')
  WHERE NOT EXISTS (
    SELECT 1 FROM problems
    WHERE id = NEW.problem_id
      AND status <> 'merged');
END;

-- What was promised or claimed in a problem that has become a part of this one counts here. (That each is
-- refuted once is a constraint of the table.)

CREATE TRIGGER sightings_refute_their_own BEFORE INSERT ON sightings
BEGIN
  SELECT RAISE(ABORT, 'qc_desk: sightings_refute_their_own: the problem has no such promised fix')
  WHERE NEW.refuted_promise_id IS NOT NULL
    AND NOT EXISTS (
      WITH RECURSIVE threads(id) AS (
        SELECT problem_id FROM promises
        WHERE id = NEW.refuted_promise_id
          AND is_fix
        UNION
        SELECT p.merged_into_id FROM problems p, threads t
        WHERE p.id = t.id)
      SELECT 1 FROM threads
      WHERE id = NEW.problem_id);
  SELECT RAISE(ABORT, 'qc_desk: sightings_refute_their_own: the problem has no such claimed fix')
  WHERE NEW.refuted_claim_id IS NOT NULL
    AND NOT EXISTS (
      WITH RECURSIVE threads(id) AS (
        SELECT problem_id FROM problem_events
        WHERE id = NEW.refuted_claim_id
          AND kind = 'fix_claimed'
        UNION
        SELECT p.merged_into_id FROM problems p, threads t
        WHERE p.id = t.id)
      SELECT 1 FROM threads
      WHERE id = NEW.problem_id);
END;

-- 6. Stop-ship: in force until an owner has lifted it or the goods have proven the end of the problem. That
-- is read from the events too, so that emptying the words of the check lets nothing go. It holds for the
-- families of all threads that have become a part of the problem.

CREATE TRIGGER extra_checks_before_decision BEFORE INSERT ON extra_checks
BEGIN
  SELECT RAISE(ABORT, 'qc_desk: extra_checks_before_decision: the batch does not wait for a check in this round')
  WHERE NOT EXISTS (
    SELECT 1 FROM batches
    WHERE id = NEW.batch_id
      AND round = NEW.round
      AND status IN ('first_check', 'second_check', 'held'));
  SELECT RAISE(ABORT, 'qc_desk: extra_checks_before_decision: the stop-ship asks for another check')
  WHERE NOT EXISTS (
    SELECT 1 FROM problems
    WHERE id = NEW.problem_id
      AND stop_check = NEW.asked);
  SELECT RAISE(ABORT, 'qc_desk: extra_checks_before_decision: this person has made the batch')
  WHERE EXISTS (
    SELECT 1 FROM batch_producers
    WHERE batch_id = NEW.batch_id
      AND person_id = NEW.by_id);
END;

CREATE TRIGGER sign_offs_not_while_stopped BEFORE INSERT ON sign_offs
BEGIN
  SELECT RAISE(ABORT, 'qc_desk: sign_offs_not_while_stopped: the batch has not passed the extra check of a stop-ship')
  WHERE NEW.meaning IN ('approved', 'concession', 'released_alone')
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
        AND 'pass' IS NOT (
          SELECT CASE asked WHEN p.stop_check THEN result END FROM extra_checks
          WHERE problem_id = p.id
            AND batch_id = NEW.batch_id
            AND round = NEW.round
          ORDER BY id DESC LIMIT 1));
  SELECT RAISE(ABORT, 'qc_desk: sign_offs_not_while_stopped: a stop-ship was neither lifted nor passed')
  WHERE NEW.meaning IN ('approved', 'concession', 'released_alone')
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
        AND 'pass' IS NOT (
          SELECT CASE asked WHEN e.words THEN result END FROM extra_checks
          WHERE problem_id = t.id
            AND batch_id = NEW.batch_id
            AND round = NEW.round
          ORDER BY id DESC LIMIT 1));
END;

CREATE TRIGGER products_stay_while_stopped BEFORE UPDATE ON products
BEGIN
  SELECT RAISE(ABORT, 'qc_desk: products_stay_while_stopped: a stop-ship holds the family of this product')
  WHERE (CASE NEW.family WHEN '' THEN NEW.code ELSE NEW.family END)
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
            AND kind IN ('stopped', 'lifted', 'proven')));
END;

-- 7. Corrective actions: closed once the goods have proven them, verified by who did not do them

CREATE TRIGGER corrective_actions_born_open BEFORE INSERT ON corrective_actions
BEGIN
  SELECT RAISE(ABORT, 'qc_desk: corrective_actions_born_open: a new corrective action is open')
  WHERE NEW.status <> 'open';
END;

CREATE TRIGGER corrective_actions_closed_when_proven BEFORE UPDATE ON corrective_actions
BEGIN
  SELECT RAISE(ABORT, 'qc_desk: corrective_actions_closed_when_proven: a closed one never changes')
  WHERE OLD.status = 'closed';
  SELECT RAISE(ABORT, 'qc_desk: corrective_actions_closed_when_proven: the problem is not proven solved')
  WHERE NEW.status = 'closed'
    AND NOT EXISTS (
      SELECT 1 FROM problems
      WHERE id = NEW.problem_id
        AND status = 'proven');
  SELECT RAISE(ABORT, 'qc_desk: corrective_actions_closed_when_proven: nobody has judged the proof')
  WHERE NEW.status = 'closed'
    AND 'proven' IS NOT (
      SELECT kind FROM problem_events
      WHERE problem_id = NEW.problem_id
        AND kind IN ('owned', 'fix_claimed', 'fix_verified', 'proven', 'recurred')
      ORDER BY id DESC LIMIT 1);
END;

-- for each: discipline_entries, actions
CREATE TRIGGER {table}_while_open BEFORE INSERT ON {table}
BEGIN
  SELECT RAISE(ABORT, 'qc_desk: {table}_while_open: the corrective action is closed')
  WHERE NOT EXISTS (
    SELECT 1 FROM corrective_actions
    WHERE id = NEW.corrective_action_id
      AND status = 'open');
END;

CREATE TRIGGER action_events_in_order BEFORE INSERT ON action_events
BEGIN
  SELECT RAISE(ABORT, 'qc_desk: action_events_in_order: the corrective action is closed')
  WHERE NOT EXISTS (
    SELECT 1 FROM actions a, corrective_actions c
    WHERE a.id = NEW.action_id
      AND c.id = a.corrective_action_id
      AND c.status = 'open');
  SELECT RAISE(ABORT, 'qc_desk: action_events_in_order: there is no such step')
  WHERE coalesce(
    (
      SELECT status FROM action_events
      WHERE action_id = NEW.action_id
      ORDER BY id DESC LIMIT 1),
    'open') || '>' || NEW.status NOT IN ('open>open', 'open>done', 'open>cancelled', 'done>verified');
END;

CREATE TRIGGER action_events_verified_by_others BEFORE INSERT ON action_events
BEGIN
  SELECT RAISE(ABORT, 'qc_desk: action_events_verified_by_others: this person owns the action')
  WHERE NEW.status = 'verified'
    AND EXISTS (
      SELECT 1 FROM actions
      WHERE id = NEW.action_id
        AND owner_id = NEW.by_id);
  SELECT RAISE(ABORT, 'qc_desk: action_events_verified_by_others: this person leads the corrective action')
  WHERE NEW.status = 'verified'
    AND EXISTS (
      SELECT 1 FROM corrective_actions
      WHERE id = (SELECT corrective_action_id FROM actions WHERE id = NEW.action_id)
        AND lead_id = NEW.by_id);
  SELECT RAISE(ABORT, 'qc_desk: action_events_verified_by_others: this person has done it')
  WHERE EXISTS (
    SELECT 1 FROM action_events
    WHERE action_id = NEW.action_id
      AND status = 'done'
      AND by_id = NEW.by_id);
END;
