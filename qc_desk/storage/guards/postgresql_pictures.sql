-- The rules of pictures and of what is drawn over them, as PostgreSQL keeps them; postgresql.sql tells how
-- such a file is read.

-- 1. What was drawn and kept stays as it was

-- for each: annotations, pictures, shown_pictures
CREATE OR REPLACE FUNCTION {table}_never_changed() RETURNS trigger
LANGUAGE plpgsql SET search_path = {schema}, pg_temp AS $$
BEGIN
  RAISE EXCEPTION 'qc_desk: {table}_never_changed: a row of the record is never changed'
    USING ERRCODE = 'integrity_constraint_violation';
END;
$$;
CREATE TRIGGER {table}_never_changed BEFORE UPDATE ON {table}
FOR EACH ROW EXECUTE FUNCTION {table}_never_changed();

-- for each: annotations, pictures
CREATE OR REPLACE FUNCTION {table}_never_deleted() RETURNS trigger
LANGUAGE plpgsql SET search_path = {schema}, pg_temp AS $$
BEGIN
  RAISE EXCEPTION 'qc_desk: {table}_never_deleted: a row of the record is never deleted'
    USING ERRCODE = 'integrity_constraint_violation';
END;
$$;
CREATE TRIGGER {table}_never_deleted BEFORE DELETE ON {table}
FOR EACH ROW EXECUTE FUNCTION {table}_never_deleted();

-- for each: annotations, pictures, shown_pictures
CREATE OR REPLACE FUNCTION {table}_never_emptied() RETURNS trigger
LANGUAGE plpgsql SET search_path = {schema}, pg_temp AS $$
BEGIN
  RAISE EXCEPTION 'qc_desk: {table}_never_emptied: a row of the record is never deleted'
    USING ERRCODE = 'integrity_constraint_violation';
END;
$$;
CREATE TRIGGER {table}_never_emptied BEFORE TRUNCATE ON {table}
FOR EACH STATEMENT EXECUTE FUNCTION {table}_never_emptied();

-- Whoever draws over a photo holds its batch or its complaint, as whoever signs or closes it does.

CREATE OR REPLACE FUNCTION a_lock_photo_of_annotations() RETURNS trigger
LANGUAGE plpgsql SET search_path = {schema}, pg_temp AS $$
BEGIN
  IF current_setting('transaction_isolation') <> 'read committed'
  THEN
    RAISE EXCEPTION 'qc_desk: a_lock_photo_of_annotations: write in READ COMMITTED'
    USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  PERFORM 1 FROM batches
  WHERE id = (
    SELECT i.batch_id FROM photos p, inspections i
    WHERE p.id = NEW.photo_id
      AND i.id = p.inspection_id)
  FOR NO KEY UPDATE;
  PERFORM 1 FROM complaints
  WHERE id = (SELECT complaint_id FROM complaint_photos WHERE id = NEW.complaint_photo_id)
  FOR NO KEY UPDATE;
  RETURN NEW;
END;
$$;
CREATE TRIGGER a_lock_photo_of_annotations BEFORE INSERT ON annotations
FOR EACH ROW EXECUTE FUNCTION a_lock_photo_of_annotations();

-- 2. Nothing is put in the place of something else

-- 3. A drawing replaces the one before; it comes before the signature, as its photo does

CREATE OR REPLACE FUNCTION annotations_replace_the_newest() RETURNS trigger
LANGUAGE plpgsql SET search_path = {schema}, pg_temp AS $$
BEGIN
  IF NEW.replaces_id IS NULL
    AND EXISTS (
      SELECT 1 FROM annotations
      WHERE photo_id = NEW.photo_id
        OR complaint_photo_id = NEW.complaint_photo_id)
  THEN
    RAISE EXCEPTION 'qc_desk: annotations_replace_the_newest: another drawing was there first'
    USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  IF NEW.replaces_id IS NOT NULL
    AND NOT EXISTS (
      SELECT 1 FROM annotations
      WHERE id = NEW.replaces_id
        AND (
          photo_id = NEW.photo_id
          OR complaint_photo_id = NEW.complaint_photo_id))
  THEN
    RAISE EXCEPTION 'qc_desk: annotations_replace_the_newest: it replaces the drawing of another photo'
    USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END;
$$;
CREATE TRIGGER annotations_replace_the_newest BEFORE INSERT ON annotations
FOR EACH ROW EXECUTE FUNCTION annotations_replace_the_newest();

CREATE OR REPLACE FUNCTION annotations_in_open_inspection() RETURNS trigger
LANGUAGE plpgsql SET search_path = {schema}, pg_temp AS $$
BEGIN
  IF NEW.photo_id IS NOT NULL
    AND NOT EXISTS (
      SELECT 1 FROM photos p, inspections i
      WHERE p.id = NEW.photo_id
        AND i.id = p.inspection_id
        AND i.inspector_id = NEW.by_id
        AND i.status = 'open')
  THEN
    RAISE EXCEPTION 'qc_desk: annotations_in_open_inspection: the inspection is not open to this person'
    USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END;
$$;
CREATE TRIGGER annotations_in_open_inspection BEFORE INSERT ON annotations
FOR EACH ROW EXECUTE FUNCTION annotations_in_open_inspection();

CREATE OR REPLACE FUNCTION annotations_not_after_signature() RETURNS trigger
LANGUAGE plpgsql SET search_path = {schema}, pg_temp AS $$
BEGIN
  IF EXISTS (
    SELECT 1 FROM photos p, inspections i, sign_offs s
    WHERE p.id = NEW.photo_id
      AND i.id = p.inspection_id
      AND s.batch_id = i.batch_id
      AND s.round = i.round
      AND s.slot = CASE i.seat WHEN 'first' THEN 'first' ELSE 'decision' END)
  THEN
    RAISE EXCEPTION 'qc_desk: annotations_not_after_signature: this seat is signed'
    USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END;
$$;
CREATE TRIGGER annotations_not_after_signature BEFORE INSERT ON annotations
FOR EACH ROW EXECUTE FUNCTION annotations_not_after_signature();

CREATE OR REPLACE FUNCTION annotations_of_open_complaint() RETURNS trigger
LANGUAGE plpgsql SET search_path = {schema}, pg_temp AS $$
BEGIN
  IF NEW.complaint_photo_id IS NOT NULL
    AND NOT EXISTS (
      SELECT 1 FROM complaint_photos p, complaints c
      WHERE p.id = NEW.complaint_photo_id
        AND c.id = p.complaint_id
        AND c.status <> 'closed')
  THEN
    RAISE EXCEPTION 'qc_desk: annotations_of_open_complaint: the complaint is closed'
    USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END;
$$;
CREATE TRIGGER annotations_of_open_complaint BEFORE INSERT ON annotations
FOR EACH ROW EXECUTE FUNCTION annotations_of_open_complaint();

-- 4. Pictures of a published checklist or procedure stay with it

CREATE OR REPLACE FUNCTION shown_pictures_added_in_draft() RETURNS trigger
LANGUAGE plpgsql SET search_path = {schema}, pg_temp AS $$
BEGIN
  IF NOT EXISTS (
      SELECT 1 FROM check_items i, checklist_versions v
      WHERE i.id = NEW.item_id
        AND v.id = i.version_id
        AND v.status = 'draft')
    AND NOT EXISTS (
      SELECT 1 FROM procedure_steps s, procedure_versions v
      WHERE s.id = NEW.step_id
        AND v.id = s.version_id
        AND v.status = 'draft')
  THEN
    RAISE EXCEPTION 'qc_desk: shown_pictures_added_in_draft: a published version never changes'
    USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END;
$$;
CREATE TRIGGER shown_pictures_added_in_draft BEFORE INSERT ON shown_pictures
FOR EACH ROW EXECUTE FUNCTION shown_pictures_added_in_draft();

CREATE OR REPLACE FUNCTION shown_pictures_deleted_in_draft() RETURNS trigger
LANGUAGE plpgsql SET search_path = {schema}, pg_temp AS $$
BEGIN
  IF NOT EXISTS (
      SELECT 1 FROM check_items i, checklist_versions v
      WHERE i.id = OLD.item_id
        AND v.id = i.version_id
        AND v.status = 'draft')
    AND NOT EXISTS (
      SELECT 1 FROM procedure_steps s, procedure_versions v
      WHERE s.id = OLD.step_id
        AND v.id = s.version_id
        AND v.status = 'draft')
  THEN
    RAISE EXCEPTION 'qc_desk: shown_pictures_deleted_in_draft: a published version never changes'
    USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN OLD;
END;
$$;
CREATE TRIGGER shown_pictures_deleted_in_draft BEFORE DELETE ON shown_pictures
FOR EACH ROW EXECUTE FUNCTION shown_pictures_deleted_in_draft();
