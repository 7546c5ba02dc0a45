namespace Leeway.RichText;

/// <summary>An image or a file, or an unknown node in its place.</summary>
public interface IAdfMedia : IAdfNode;
