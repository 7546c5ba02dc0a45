namespace Leeway.RichText;

/// <summary>A node that a synced block with a body can hold.</summary>
public interface IAdfBodiedSyncBlockContent : IAdfNode;
