"""What is printed: sheets with bleed and crop marks, type, and drawn codes. In PDF, which has its origin below left."""
