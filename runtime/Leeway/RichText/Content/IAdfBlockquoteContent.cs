namespace Leeway.RichText;

/// <summary>A node that a quotation can hold.</summary>
public interface IAdfBlockquoteContent : IAdfNode;
