"""What everything else is made of: amounts, periods, figures, refusals."""
