"""The words of the trade that every other package uses: places, fields, submissions, findings, messages."""
