namespace Leeway.RichText;

/// <summary>A node that an extension with a body can hold.</summary>
public interface IAdfBodiedExtensionContent : IAdfNode;
