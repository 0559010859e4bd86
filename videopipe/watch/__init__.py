"""The inbox: uploads are found, taken once each, made and answered. Between cli and app."""
