-- The rules of pictures and of what is drawn over them, as SQLite keeps them; sqlite.sql tells how such a
-- file is read.

-- 1. What was drawn and kept stays as it was

-- for each: annotations, pictures, shown_pictures
CREATE TRIGGER {table}_never_changed BEFORE UPDATE ON {table}
BEGIN
  SELECT RAISE(ABORT, 'qc_desk: {table}_never_changed: a row of the record is never changed');
END;

-- for each: annotations, pictures
CREATE TRIGGER {table}_never_deleted BEFORE DELETE ON {table}
BEGIN
  SELECT RAISE(ABORT, 'qc_desk: {table}_never_deleted: a row of the record is never deleted');
END;

-- 2. Nothing is put in the place of something else

CREATE TRIGGER shown_pictures_never_replaced BEFORE INSERT ON shown_pictures
BEGIN
  SELECT RAISE(ABORT, 'qc_desk: shown_pictures_never_replaced: there is such a row already')
  WHERE EXISTS (SELECT 1 FROM shown_pictures WHERE id = NEW.id);
END;

CREATE TRIGGER pictures_never_replaced BEFORE INSERT ON pictures
BEGIN
  SELECT RAISE(ABORT, 'qc_desk: pictures_never_replaced: there is such a row already')
  WHERE EXISTS (SELECT 1 FROM pictures WHERE id = NEW.id)
    OR EXISTS (SELECT 1 FROM pictures WHERE sha256 = NEW.sha256);
END;

CREATE TRIGGER annotations_never_replaced BEFORE INSERT ON annotations
BEGIN
  SELECT RAISE(ABORT, 'qc_desk: annotations_never_replaced: there is such a row already')
  WHERE EXISTS (SELECT 1 FROM annotations WHERE id = NEW.id)
    OR EXISTS (SELECT 1 FROM annotations WHERE replaces_id = NEW.replaces_id);
END;

-- 3. A drawing replaces the one before; it comes before the signature, as its photo does

CREATE TRIGGER annotations_replace_the_newest BEFORE INSERT ON annotations
BEGIN
  SELECT RAISE(ABORT, 'qc_desk: annotations_replace_the_newest: another drawing was there first')
  WHERE NEW.replaces_id IS NULL
    AND EXISTS (
      SELECT 1 FROM annotations
      WHERE photo_id = NEW.photo_id
        OR complaint_photo_id = NEW.complaint_photo_id);
  SELECT RAISE(ABORT, 'qc_desk: annotations_replace_the_newest: it replaces the drawing of another photo')
  WHERE NEW.replaces_id IS NOT NULL
    AND NOT EXISTS (
      SELECT 1 FROM annotations
      WHERE id = NEW.replaces_id
        AND (
          photo_id = NEW.photo_id
          OR complaint_photo_id = NEW.complaint_photo_id));
END;

CREATE TRIGGER annotations_in_open_inspection BEFORE INSERT ON annotations
BEGIN
  SELECT RAISE(ABORT, 'qc_desk: annotations_in_open_inspection: the inspection is not open to this person')
  WHERE NEW.photo_id IS NOT NULL
    AND NOT EXISTS (
      SELECT 1 FROM photos p, inspections i
      WHERE p.id = NEW.photo_id
        AND i.id = p.inspection_id
        AND i.inspector_id = NEW.by_id
        AND i.status = 'open');
END;

CREATE TRIGGER annotations_not_after_signature BEFORE INSERT ON annotations
BEGIN
  SELECT RAISE(ABORT, 'qc_desk: annotations_not_after_signature: this seat is signed')
  WHERE EXISTS (
    SELECT 1 FROM photos p, inspections i, sign_offs s
    WHERE p.id = NEW.photo_id
      AND i.id = p.inspection_id
      AND s.batch_id = i.batch_id
      AND s.round = i.round
      AND s.slot = CASE i.seat WHEN 'first' THEN 'first' ELSE 'decision' END);
END;

CREATE TRIGGER annotations_of_open_complaint BEFORE INSERT ON annotations
BEGIN
  SELECT RAISE(ABORT, 'qc_desk: annotations_of_open_complaint: the complaint is closed')
  WHERE NEW.complaint_photo_id IS NOT NULL
    AND NOT EXISTS (
      SELECT 1 FROM complaint_photos p, complaints c
      WHERE p.id = NEW.complaint_photo_id
        AND c.id = p.complaint_id
        AND c.status <> 'closed');
END;

-- 4. Pictures of a published checklist or procedure stay with it

CREATE TRIGGER shown_pictures_added_in_draft BEFORE INSERT ON shown_pictures
BEGIN
  SELECT RAISE(ABORT, 'qc_desk: shown_pictures_added_in_draft: a published version never changes')
  WHERE NOT EXISTS (
      SELECT 1 FROM check_items i, checklist_versions v
      WHERE i.id = NEW.item_id
        AND v.id = i.version_id
        AND v.status = 'draft')
    AND NOT EXISTS (
      SELECT 1 FROM procedure_steps s, procedure_versions v
      WHERE s.id = NEW.step_id
        AND v.id = s.version_id
        AND v.status = 'draft');
END;

CREATE TRIGGER shown_pictures_deleted_in_draft BEFORE DELETE ON shown_pictures
BEGIN
  SELECT RAISE(ABORT, 'qc_desk: shown_pictures_deleted_in_draft: a published version never changes')
  WHERE NOT EXISTS (
      SELECT 1 FROM check_items i, checklist_versions v
      WHERE i.id = OLD.item_id
        AND v.id = i.version_id
        AND v.status = 'draft')
    AND NOT EXISTS (
      SELECT 1 FROM procedure_steps s, procedure_versions v
      WHERE s.id = OLD.step_id
        AND v.id = s.version_id
        AND v.status = 'draft');
END;

CREATE TRIGGER shown_pictures_of_a_picture BEFORE INSERT ON shown_pictures
BEGIN
  SELECT RAISE(ABORT, 'qc_desk: shown_pictures_of_a_picture: there is no such picture')
  WHERE NOT EXISTS (SELECT 1 FROM pictures WHERE id = NEW.picture_id);
END;
