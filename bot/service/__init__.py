"""Being a service: metrics, health, a small HTTP server, systemd. Nothing in here knows Telegram."""
