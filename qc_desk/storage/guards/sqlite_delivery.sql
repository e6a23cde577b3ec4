-- The rules of delivery, as SQLite keeps them; sqlite.sql tells how such a file is read.

-- 1. What was sent stays as it was noted

-- for each: deliveries, delivery_events, certificates, signing_rules, signed_copies
CREATE TRIGGER {table}_never_changed BEFORE UPDATE ON {table}
BEGIN
  SELECT RAISE(ABORT, 'qc_desk: {table}_never_changed: a row of the record is never changed');
END;

-- for each: deliveries, delivery_events, certificates, signing_rules, signed_copies
CREATE TRIGGER {table}_never_deleted BEFORE DELETE ON {table}
BEGIN
  SELECT RAISE(ABORT, 'qc_desk: {table}_never_deleted: a row of the record is never deleted');
END;

-- 2. Nothing is put in the place of something else

CREATE TRIGGER certificates_never_replaced BEFORE INSERT ON certificates
BEGIN
  SELECT RAISE(ABORT, 'qc_desk: certificates_never_replaced: there is such a row already')
  WHERE EXISTS (SELECT 1 FROM certificates WHERE id = NEW.id)
    OR EXISTS (SELECT 1 FROM certificates WHERE fingerprint = NEW.fingerprint);
END;

CREATE TRIGGER signing_rules_never_replaced BEFORE INSERT ON signing_rules
BEGIN
  SELECT RAISE(ABORT, 'qc_desk: signing_rules_never_replaced: there is such a row already')
  WHERE EXISTS (SELECT 1 FROM signing_rules WHERE id = NEW.id);
END;

CREATE TRIGGER signed_copies_never_replaced BEFORE INSERT ON signed_copies
BEGIN
  SELECT RAISE(ABORT, 'qc_desk: signed_copies_never_replaced: there is such a row already')
  WHERE EXISTS (SELECT 1 FROM signed_copies WHERE id = NEW.id)
    OR EXISTS (SELECT 1 FROM signed_copies WHERE report_id = NEW.report_id);
END;

CREATE TRIGGER deliveries_never_replaced BEFORE INSERT ON deliveries
BEGIN
  SELECT RAISE(ABORT, 'qc_desk: deliveries_never_replaced: there is such a row already')
  WHERE EXISTS (SELECT 1 FROM deliveries WHERE id = NEW.id);
END;

CREATE TRIGGER delivery_events_never_replaced BEFORE INSERT ON delivery_events
BEGIN
  SELECT RAISE(ABORT, 'qc_desk: delivery_events_never_replaced: there is such a row already')
  WHERE EXISTS (SELECT 1 FROM delivery_events WHERE id = NEW.id)
    OR EXISTS (
      SELECT 1 FROM delivery_events
      WHERE delivery_id = NEW.delivery_id
        AND kind = NEW.kind);
END;

-- 3. What was issued goes out, by somebody of the site; then it is sent, then its receipt confirmed

CREATE TRIGGER deliveries_as_issued BEFORE INSERT ON deliveries
BEGIN
  SELECT RAISE(ABORT, 'qc_desk: deliveries_as_issued: what went out is not what was issued')
  WHERE NOT EXISTS (
    SELECT 1 FROM reports
    WHERE id = NEW.report_id
      AND (sha256 = NEW.sha256) = (NEW.certificate_id IS NULL));
  SELECT RAISE(ABORT, 'qc_desk: deliveries_as_issued: another report has taken its place')
  WHERE EXISTS (
    SELECT 1 FROM reports
    WHERE replaces_id = NEW.report_id);
  SELECT RAISE(ABORT, 'qc_desk: deliveries_as_issued: it was withdrawn')
  WHERE EXISTS (
    SELECT 1 FROM withdrawals
    WHERE report_id = NEW.report_id);
END;

CREATE TRIGGER signed_copies_of_issued BEFORE INSERT ON signed_copies
BEGIN
  SELECT RAISE(ABORT, 'qc_desk: signed_copies_of_issued: nothing is put behind the report')
  WHERE NOT EXISTS (
    SELECT 1 FROM reports
    WHERE id = NEW.report_id
      AND sha256 <> NEW.sha256
      AND issued_at <= NEW.at);
  SELECT RAISE(ABORT, 'qc_desk: signed_copies_of_issued: the certificate is not valid at this time')
  WHERE NOT EXISTS (
    SELECT 1 FROM certificates
    WHERE id = NEW.certificate_id
      AND valid_from <= NEW.at
      AND NEW.at < valid_until);
END;

-- for each: deliveries, signed_copies
CREATE TRIGGER {table}_by_staff BEFORE INSERT ON {table}
BEGIN
  SELECT RAISE(ABORT, 'qc_desk: {table}_by_staff: this person does not send reports of the site')
  WHERE NOT EXISTS (
    SELECT 1 FROM role_grants g, persons p, reports r
    WHERE r.id = NEW.report_id
      AND g.site_id = r.site_id
      AND g.person_id = NEW.by_id
      AND g.role IN ('inspector', 'lead', 'owner')
      AND g.ended_at IS NULL
      AND p.id = g.person_id
      AND p.retired_at IS NULL);
END;

-- for each: certificates, signing_rules
CREATE TRIGGER {table}_by_owner BEFORE INSERT ON {table}
BEGIN
  SELECT RAISE(ABORT, 'qc_desk: {table}_by_owner: only an owner decides what the organisation signs with')
  WHERE NOT EXISTS (
    SELECT 1 FROM role_grants g, persons p
    WHERE g.person_id = NEW.by_id
      AND g.role = 'owner'
      AND g.ended_at IS NULL
      AND p.id = g.person_id
      AND p.retired_at IS NULL);
END;

CREATE TRIGGER delivery_events_by_staff BEFORE INSERT ON delivery_events
BEGIN
  SELECT RAISE(ABORT, 'qc_desk: delivery_events_by_staff: this person does not send reports of the site')
  WHERE NOT EXISTS (
    SELECT 1 FROM role_grants g, persons p, reports r
    WHERE r.id = NEW.report_id
      AND g.site_id = r.site_id
      AND g.person_id = NEW.by_id
      AND g.role IN ('inspector', 'lead', 'owner')
      AND g.ended_at IS NULL
      AND p.id = g.person_id
      AND p.retired_at IS NULL);
END;

CREATE TRIGGER delivery_events_in_order BEFORE INSERT ON delivery_events
BEGIN
  SELECT RAISE(ABORT, 'qc_desk: delivery_events_in_order: there was no such delivery before')
  WHERE NOT EXISTS (
    SELECT 1 FROM deliveries
    WHERE id = NEW.delivery_id
      AND report_id = NEW.report_id
      AND at <= NEW.happened_at
      AND NEW.happened_at <= NEW.at);
  SELECT RAISE(ABORT, 'qc_desk: delivery_events_in_order: whether it was sent is settled')
  WHERE NEW.kind IN ('sent', 'dropped')
    AND (
      EXISTS (
        SELECT 1 FROM deliveries
        WHERE id = NEW.delivery_id
          AND way IN ('email', 'folder'))
      OR EXISTS (
        SELECT 1 FROM delivery_events
        WHERE delivery_id = NEW.delivery_id));
  SELECT RAISE(ABORT, 'qc_desk: delivery_events_in_order: it was not sent')
  WHERE NEW.kind = 'acknowledged'
    AND NOT EXISTS (
      SELECT 1 FROM deliveries
      WHERE id = NEW.delivery_id
        AND way IN ('email', 'folder'))
    AND NOT EXISTS (
      SELECT 1 FROM delivery_events
      WHERE delivery_id = NEW.delivery_id
        AND kind = 'sent');
END;
