namespace Leeway.RichText;

/// <summary>An item of a list, or an unknown node in its place.</summary>
public interface IAdfListItem : IAdfNode;
