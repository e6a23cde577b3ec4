-- The rules of delivery, as PostgreSQL keeps them; postgresql.sql tells how such a file is read.

-- 1. What was sent stays as it was noted

-- for each: deliveries, delivery_events, certificates, signing_rules, signed_copies
CREATE OR REPLACE FUNCTION {table}_never_changed() RETURNS trigger
LANGUAGE plpgsql SET search_path = {schema}, pg_temp AS $$
BEGIN
  RAISE EXCEPTION 'qc_desk: {table}_never_changed: a row of the record is never changed'
    USING ERRCODE = 'integrity_constraint_violation';
END;
$$;
CREATE TRIGGER {table}_never_changed BEFORE UPDATE ON {table}
FOR EACH ROW EXECUTE FUNCTION {table}_never_changed();

-- for each: deliveries, delivery_events, certificates, signing_rules, signed_copies
CREATE OR REPLACE FUNCTION {table}_never_deleted() RETURNS trigger
LANGUAGE plpgsql SET search_path = {schema}, pg_temp AS $$
BEGIN
  RAISE EXCEPTION 'qc_desk: {table}_never_deleted: a row of the record is never deleted'
    USING ERRCODE = 'integrity_constraint_violation';
END;
$$;
CREATE TRIGGER {table}_never_deleted BEFORE DELETE ON {table}
FOR EACH ROW EXECUTE FUNCTION {table}_never_deleted();

-- for each: deliveries, delivery_events, certificates, signing_rules, signed_copies
CREATE OR REPLACE FUNCTION {table}_never_emptied() RETURNS trigger
LANGUAGE plpgsql SET search_path = {schema}, pg_temp AS $$
BEGIN
  RAISE EXCEPTION 'qc_desk: {table}_never_emptied: a row of the record is never deleted'
    USING ERRCODE = 'integrity_constraint_violation';
END;
$$;
CREATE TRIGGER {table}_never_emptied BEFORE TRUNCATE ON {table}
FOR EACH STATEMENT EXECUTE FUNCTION {table}_never_emptied();

-- 2. What was issued goes out, by somebody of the site; then it is sent, then its receipt confirmed

CREATE OR REPLACE FUNCTION deliveries_as_issued() RETURNS trigger
LANGUAGE plpgsql SET search_path = {schema}, pg_temp AS $$
BEGIN
  IF NOT EXISTS (
    SELECT 1 FROM reports
    WHERE id = NEW.report_id
      AND (sha256 = NEW.sha256) = (NEW.certificate_id IS NULL))
  THEN
    RAISE EXCEPTION 'qc_desk: deliveries_as_issued: what went out is not what was issued'
    USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  IF EXISTS (
    SELECT 1 FROM reports
    WHERE replaces_id = NEW.report_id)
  THEN
    RAISE EXCEPTION 'qc_desk: deliveries_as_issued: another report has taken its place'
    USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  IF EXISTS (
    SELECT 1 FROM withdrawals
    WHERE report_id = NEW.report_id)
  THEN
    RAISE EXCEPTION 'qc_desk: deliveries_as_issued: it was withdrawn'
    USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END;
$$;
CREATE TRIGGER deliveries_as_issued BEFORE INSERT ON deliveries
FOR EACH ROW EXECUTE FUNCTION deliveries_as_issued();

CREATE OR REPLACE FUNCTION signed_copies_of_issued() RETURNS trigger
LANGUAGE plpgsql SET search_path = {schema}, pg_temp AS $$
BEGIN
  IF NOT EXISTS (
    SELECT 1 FROM reports
    WHERE id = NEW.report_id
      AND sha256 <> NEW.sha256
      AND issued_at <= NEW.at)
  THEN
    RAISE EXCEPTION 'qc_desk: signed_copies_of_issued: nothing is put behind the report'
    USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  IF NOT EXISTS (
    SELECT 1 FROM certificates
    WHERE id = NEW.certificate_id
      AND valid_from <= NEW.at
      AND NEW.at < valid_until)
  THEN
    RAISE EXCEPTION 'qc_desk: signed_copies_of_issued: the certificate is not valid at this time'
    USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END;
$$;
CREATE TRIGGER signed_copies_of_issued BEFORE INSERT ON signed_copies
FOR EACH ROW EXECUTE FUNCTION signed_copies_of_issued();

-- for each: deliveries, signed_copies
CREATE OR REPLACE FUNCTION {table}_by_staff() RETURNS trigger
LANGUAGE plpgsql SET search_path = {schema}, pg_temp AS $$
BEGIN
  IF NOT EXISTS (
    SELECT 1 FROM role_grants g, persons p, reports r
    WHERE r.id = NEW.report_id
      AND g.site_id = r.site_id
      AND g.person_id = NEW.by_id
      AND g.role IN ('inspector', 'lead', 'owner')
      AND g.ended_at IS NULL
      AND p.id = g.person_id
      AND p.retired_at IS NULL)
  THEN
    RAISE EXCEPTION 'qc_desk: {table}_by_staff: this person does not send reports of the site'
    USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END;
$$;
CREATE TRIGGER {table}_by_staff BEFORE INSERT ON {table}
FOR EACH ROW EXECUTE FUNCTION {table}_by_staff();

-- for each: certificates, signing_rules
CREATE OR REPLACE FUNCTION {table}_by_owner() RETURNS trigger
LANGUAGE plpgsql SET search_path = {schema}, pg_temp AS $$
BEGIN
  IF NOT EXISTS (
    SELECT 1 FROM role_grants g, persons p
    WHERE g.person_id = NEW.by_id
      AND g.role = 'owner'
      AND g.ended_at IS NULL
      AND p.id = g.person_id
      AND p.retired_at IS NULL)
  THEN
    RAISE EXCEPTION 'qc_desk: {table}_by_owner: only an owner decides what the organisation signs with'
    USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END;
$$;
CREATE TRIGGER {table}_by_owner BEFORE INSERT ON {table}
FOR EACH ROW EXECUTE FUNCTION {table}_by_owner();

CREATE OR REPLACE FUNCTION delivery_events_by_staff() RETURNS trigger
LANGUAGE plpgsql SET search_path = {schema}, pg_temp AS $$
BEGIN
  IF NOT EXISTS (
    SELECT 1 FROM role_grants g, persons p, reports r
    WHERE r.id = NEW.report_id
      AND g.site_id = r.site_id
      AND g.person_id = NEW.by_id
      AND g.role IN ('inspector', 'lead', 'owner')
      AND g.ended_at IS NULL
      AND p.id = g.person_id
      AND p.retired_at IS NULL)
  THEN
    RAISE EXCEPTION 'qc_desk: delivery_events_by_staff: this person does not send reports of the site'
    USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END;
$$;
CREATE TRIGGER delivery_events_by_staff BEFORE INSERT ON delivery_events
FOR EACH ROW EXECUTE FUNCTION delivery_events_by_staff();

CREATE OR REPLACE FUNCTION delivery_events_in_order() RETURNS trigger
LANGUAGE plpgsql SET search_path = {schema}, pg_temp AS $$
BEGIN
  IF NOT EXISTS (
    SELECT 1 FROM deliveries
    WHERE id = NEW.delivery_id
      AND report_id = NEW.report_id
      AND at <= NEW.happened_at
      AND NEW.happened_at <= NEW.at)
  THEN
    RAISE EXCEPTION 'qc_desk: delivery_events_in_order: there was no such delivery before'
    USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  IF NEW.kind IN ('sent', 'dropped')
    AND (
      EXISTS (
        SELECT 1 FROM deliveries
        WHERE id = NEW.delivery_id
          AND way IN ('email', 'folder'))
      OR EXISTS (
        SELECT 1 FROM delivery_events
        WHERE delivery_id = NEW.delivery_id))
  THEN
    RAISE EXCEPTION 'qc_desk: delivery_events_in_order: whether it was sent is settled'
    USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  IF NEW.kind = 'acknowledged'
    AND NOT EXISTS (
      SELECT 1 FROM deliveries
      WHERE id = NEW.delivery_id
        AND way IN ('email', 'folder'))
    AND NOT EXISTS (
      SELECT 1 FROM delivery_events
      WHERE delivery_id = NEW.delivery_id
        AND kind = 'sent')
  THEN
    RAISE EXCEPTION 'qc_desk: delivery_events_in_order: it was not sent'
    USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END;
$$;
CREATE TRIGGER delivery_events_in_order BEFORE INSERT ON delivery_events
FOR EACH ROW EXECUTE FUNCTION delivery_events_in_order();
