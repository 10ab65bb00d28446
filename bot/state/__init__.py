"""What people leave: settings, feedback, answers sent, taught aliases. Never mixed with the knowledge base."""
