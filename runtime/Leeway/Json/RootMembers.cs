namespace Leeway.Json;

/// <summary>Whether the object at the root of a JSON text has members that its type declares.</summary>
internal enum RootMembers
{
    /// <summary>It has at least one, or the root is not an object.</summary>
    Declared,

    /// <summary>It has none, although its type declares members.</summary>
    Undeclared,

    /// <summary>
    /// Its type declares no members, or the names are data and not all of the values have the declared shape. So the names show nothing.
    /// </summary>
    Unnamed,
}
