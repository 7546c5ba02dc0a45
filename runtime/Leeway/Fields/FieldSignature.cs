using System.ComponentModel;

namespace Leeway.Fields;

/// <summary>Distinguishes overloads that differ only in the constraints of their type parameter. It has no values to pass.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public enum FieldSignature
{
    /// <summary>The default.</summary>
    None,
}
