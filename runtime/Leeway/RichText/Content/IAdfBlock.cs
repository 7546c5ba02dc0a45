namespace Leeway.RichText;

/// <summary>A node that a document can hold directly.</summary>
public interface IAdfBlock : IAdfNode;
