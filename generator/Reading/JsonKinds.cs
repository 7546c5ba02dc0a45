using System;

namespace Leeway.Generator.Reading;

/// <summary>The types of JSON value that a schema allows. None means that the schema does not specify a type.</summary>
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
