using System;

namespace Leeway.Generator.Reading;

/// <summary>The kinds of JSON value that a schema names; none where it names none.</summary>
[Flags]
internal enum JsonKinds
{
    None = 0,
    Object = 1,
    Array = 2,
    String = 4,
    Integer = 8,
    Number = 16,
    Boolean = 32,
}
