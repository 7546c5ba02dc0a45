using Leeway.Generated;

namespace Leeway.RichText;

/// <summary>Reads, checks and writes the values of one attribute.</summary>
internal abstract class AdfAttributeType
{
    /// <summary>Reads the current value.</summary>
    /// <returns>The value; null if the JSON is null or no valid value. The reader records the latter.</returns>
    public abstract object? Read(ref JsonModelReader reader);

    /// <summary>Writes a value, or what was read for it if it is null.</summary>
    public abstract void Write(ref JsonModelWriter writer, int member, object? value);

    /// <summary>Checks a value that an application assigns.</summary>
    /// <param name="value">The value, whose type is that of the attribute.</param>
    /// <param name="name">The name of the property.</param>
    /// <exception cref="ArgumentException">The schema does not allow the value.</exception>
    public virtual void Check(object value, string name)
    {
    }
}
