"""The use cases. No discord, no SQL, no torch: domain decides, storage keeps."""
