using Leeway.Json;

namespace Leeway.Generated;

// Writes the members of the current model. A member that was not assigned after it was read is written as it was read. Any other
// member is written from its property, or left out if that is null.
public ref partial struct JsonModelWriter
{
    /// <summary>Writes a member with a string.</summary>
    public void WriteString(int member, string? value)
    {
        if (value is null)
        {
            WriteAbsent(member);
        }
        else if (_kept is null || !TryWriteRead(member))
        {
            WriteName(member);
            WriteValue(value);
        }
    }

    /// <summary>Writes a member with a Boolean.</summary>
    public void WriteBoolean(int member, bool? value)
    {
        if (value is null)
        {
            WriteAbsent(member);
        }
        else if (_kept is null || !TryWriteRead(member))
        {
            WriteName(member);
            WriteValue(value.GetValueOrDefault());
        }
    }

    /// <summary>Writes a member with a number.</summary>
    public void WriteInt32(int member, int? value)
    {
        if (value is null)
        {
            WriteAbsent(member);
        }
        else if (_kept is null || !TryWriteRead(member))
        {
            WriteName(member);
            WriteValue(value.GetValueOrDefault());
        }
    }

    /// <summary>Writes a member with a number.</summary>
    public void WriteInt64(int member, long? value)
    {
        if (value is null)
        {
            WriteAbsent(member);
        }
        else if (_kept is null || !TryWriteRead(member))
        {
            WriteName(member);
            WriteValue(value.GetValueOrDefault());
        }
    }

    /// <summary>Writes a member with an id as a number.</summary>
    /// <exception cref="ArgumentException">The text is not an integer.</exception>
    public void WriteNumericId(int member, string? value)
    {
        if (value is null)
        {
            WriteAbsent(member);
        }
        else if (_kept is null || !TryWriteRead(member))
        {
            WriteName(member);
            WriteNumericId(value);
        }
    }

    /// <summary>Writes a member with a number.</summary>
    public void WriteDouble(int member, double? value)
    {
        if (value is null)
        {
            WriteAbsent(member);
        }
        else if (_kept is null || !TryWriteRead(member))
        {
            WriteName(member);
            WriteValue(value.GetValueOrDefault());
        }
    }

    /// <summary>Writes a member with a date with time.</summary>
    public void WriteDateTime(int member, DateTimeOffset? value)
    {
        if (value is null)
        {
            WriteAbsent(member);
        }
        else if (_kept is null || !TryWriteRead(member))
        {
            WriteName(member);
            WriteValue(value.GetValueOrDefault());
        }
    }

    /// <summary>Writes a member with a date.</summary>
    public void WriteDate(int member, DateOnly? value)
    {
        if (value is null)
        {
            WriteAbsent(member);
        }
        else if (_kept is null || !TryWriteRead(member))
        {
            WriteName(member);
            WriteValue(value.GetValueOrDefault());
        }
    }

    /// <summary>Writes a member with a GUID.</summary>
    public void WriteGuid(int member, Guid? value)
    {
        if (value is null)
        {
            WriteAbsent(member);
        }
        else if (_kept is null || !TryWriteRead(member))
        {
            WriteName(member);
            WriteValue(value.GetValueOrDefault());
        }
    }

    /// <summary>Writes a member with any JSON.</summary>
    public void WriteJson(int member, RawJson? value)
    {
        if (value is null)
        {
            WriteAbsent(member);
        }
        else
        {
            WriteName(member);
            WriteValue(value.GetValueOrDefault());
        }
    }

    /// <summary>Writes a member with a model.</summary>
    public void WriteModel(int member, JsonModel? value)
    {
        if (value is null)
        {
            WriteAbsent(member);
        }
        else
        {
            WriteName(member);
            WriteValue(value);
        }
    }

    /// <summary>Writes a member with an object that is not a model.</summary>
    public void WriteMember<T, TCodec>(int member, T? value)
        where T : class
        where TCodec : struct, IJsonCodec<T>
    {
        if (value is null)
        {
            WriteAbsent(member);
        }
        else
        {
            WriteName(member);
            TCodec.Write(ref this, value);
        }
    }

    /// <summary>Writes a member with a value type that can write itself.</summary>
    public void WriteValue<T>(int member, T? value)
        where T : struct, IJsonValue<T>
    {
        if (value is null)
        {
            WriteAbsent(member);
        }
        else if (_kept is null || !TryWriteRead(member))
        {
            WriteName(member);
            value.GetValueOrDefault().Write(ref this);
        }
    }

    /// <summary>Writes a member with an array of values that can write themselves.</summary>
    public void WriteList<T>(int member, IReadOnlyList<T>? value)
        where T : IJsonValue<T> => WriteList<T, ValueCodec<T>>(member, value);

    /// <summary>Writes a member with an array.</summary>
    public void WriteList<T, TCodec>(int member, IReadOnlyList<T>? value)
        where TCodec : struct, IJsonCodec<T>
    {
        if (value is null)
        {
            WriteAbsent(member);
        }
        else
        {
            WriteName(member);
            WriteValue<T, TCodec>(value);
        }
    }

    /// <summary>Writes a member with an object whose member names are data.</summary>
    public void WriteMap<T, TCodec>(int member, IReadOnlyDictionary<string, T>? value)
        where TCodec : struct, IJsonCodec<T>
    {
        if (value is null)
        {
            WriteAbsent(member);
        }
        else
        {
            WriteName(member);
            WriteValue<T, TCodec>(value);
        }
    }

    /// <summary>Writes the member that distinguishes the cases of a union, if its property is null.</summary>
    /// <param name="member">The number of the member.</param>
    /// <param name="value">The value for the type of the model.</param>
    public void WriteDiscriminator(int member, string value)
    {
        if (!TryWriteAbsent(member))
        {
            WriteName(member);
            WriteValue(value);
        }
    }

    private void WriteAbsent(int member)
    {
        if (_hasNulls || _kept is not null)
        {
            TryWriteAbsent(member);
        }
    }

    /// <summary>Writes the JSON that was read, or added by the application, for a member whose property is null.</summary>
    private bool TryWriteAbsent(int member)
    {
        if (_kept is not null && _kept.TryGet(member, out ReadOnlySpan<byte> json, out _))
        {
            WriteName(member);
            WriteText(json);
            return true;
        }

        if (_model is not null && _model.IsNullRemembered(member))
        {
            WriteName(member);
            WriteNull();
            return true;
        }

        return false;
    }

    /// <summary>Writes the JSON that was read for a member, if its property alone cannot reproduce it.</summary>
    private bool TryWriteRead(int member)
    {
        if (_kept is null || !_kept.TryGet(member, out ReadOnlySpan<byte> json, out bool isRead) || !isRead)
        {
            return false;
        }

        WriteName(member);
        WriteText(json);
        return true;
    }

    private void WriteName(int member)
    {
        _member = member;
        ReadOnlySpan<byte> text = _names.GetText(member);
        Span<byte> to = Reserve(text.Length);
        text.CopyTo(to);
        to[0] = _separator;
        _separator = (byte)',';
        _written += text.Length;
    }
}
