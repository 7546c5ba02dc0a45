namespace Leeway.Calls;

/// <summary>Facts about an operation from its document.</summary>
[Flags]
public enum OperationMarks
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>Atlassian may change or withdraw the operation without notice.</summary>
    Experimental = 1,

    /// <summary>Atlassian advises against the operation or has announced its end.</summary>
    Deprecated = 2,

    /// <summary>
    /// The operation changes nothing, although its method may. Methods that only read, such as GET, do not need this mark.
    /// </summary>
    ReadOnly = 4,

    /// <summary>The result is an HTML page, so an HTML page with a login form is not taken for a login page.</summary>
    Html = 8,
}
