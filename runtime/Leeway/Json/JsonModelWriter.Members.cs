namespace Leeway.Json;

// The members of the model that is being written. One that was not assigned since it was read is written as it was read; any
// other is written as its property holds it, or left out where that is null.
public ref partial struct JsonModelWriter
{
    /// <summary>Writes a member that holds a string.</summary>
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

    /// <summary>Writes a member that holds a Boolean.</summary>
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

    /// <summary>Writes a member that holds a number.</summary>
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

    /// <summary>Writes a member that holds a number.</summary>
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

    /// <summary>Writes a member that holds a number.</summary>
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

    /// <summary>Writes a member that holds a point in time.</summary>
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

    /// <summary>Writes a member that holds a day.</summary>
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

    /// <summary>Writes a member that holds a GUID.</summary>
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

    /// <summary>Writes a member that holds any JSON.</summary>
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

    /// <summary>Writes a member that holds a model.</summary>
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

    /// <summary>Writes a member that holds a value type which writes itself.</summary>
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

    /// <summary>Writes a member that holds an array of values which write themselves.</summary>
    public void WriteList<T>(int member, IReadOnlyList<T>? value)
        where T : IJsonValue<T> => WriteList<T, ValueCodec<T>>(member, value);

    /// <summary>Writes a member that holds an array.</summary>
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

    /// <summary>Writes a member that holds an object whose member names are data.</summary>
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

    /// <summary>Writes the member that tells the kinds of a union apart, where its property is null.</summary>
    /// <param name="member">The number of the member.</param>
    /// <param name="value">What stands for the model's kind.</param>
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

    /// <summary>Writes what was read, or added by a user, for a member whose property is null.</summary>
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

    /// <summary>Writes the JSON that was read for a member whose property alone cannot produce it again.</summary>
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
        ReadOnlySpan<byte> text = _names.TextOf(member);
        Span<byte> to = Reserve(text.Length);
        text.CopyTo(to);
        to[0] = _separator;
        _separator = (byte)',';
        _written += text.Length;
    }
}
