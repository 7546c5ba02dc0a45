namespace Leeway.Calls;

/// <summary>What a document says of an operation besides its shape.</summary>
[Flags]
public enum OperationMarks
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>Atlassian may change or withdraw the operation without notice.</summary>
    Experimental = 1,

    /// <summary>Atlassian advises against the operation or has announced its end.</summary>
    Deprecated = 2,

    /// <summary>The operation changes nothing, although its method is one that may. Methods that only read, such as GET, need no mark.</summary>
    ReadOnly = 4,
}
