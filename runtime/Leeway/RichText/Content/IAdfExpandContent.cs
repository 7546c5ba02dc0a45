namespace Leeway.RichText;

/// <summary>A node that an expand can hold.</summary>
public interface IAdfExpandContent : IAdfNode;
