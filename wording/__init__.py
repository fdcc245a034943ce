"""Every sentence a user can see: functions from typed facts to text and buttons."""
