"""Who a customer was before: every change to the record."""
