"""What people do: functions over a session, frozen rows out."""
