namespace Leeway.Json;

// The members of the model that is being written. One whose property is null is left out, unless a null or JSON of
// another shape was read for it; one whose property holds what its kept JSON reads to is written as it was read.
public ref partial struct JsonModelWriter
{
    /// <summary>Writes a member that holds a string.</summary>
    public void WriteString(int member, string? value)
    {
        if (value is null)
        {
            WriteAbsent(member);
        }
        else if (_kept is null || !TryWriteKept<string, StringCodec>(member, value))
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
        else if (_kept is null || !TryWriteKept<bool, BooleanCodec>(member, value.GetValueOrDefault()))
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
        else if (_kept is null || !TryWriteKept<int, Int32Codec>(member, value.GetValueOrDefault()))
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
        else if (_kept is null || !TryWriteKept<long, Int64Codec>(member, value.GetValueOrDefault()))
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
        else if (_kept is null || !TryWriteKept<double, DoubleCodec>(member, value.GetValueOrDefault()))
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
        else if (_kept is null || !TryWriteKept<DateTimeOffset, DateTimeCodec>(member, value.GetValueOrDefault()))
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
        else if (_kept is null || !TryWriteKept<DateOnly, DateCodec>(member, value.GetValueOrDefault()))
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
        else if (_kept is null || !TryWriteKept<Guid, GuidCodec>(member, value.GetValueOrDefault()))
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
        else if (_kept is null || !TryWriteKept<T, ValueCodec<T>>(member, value.GetValueOrDefault()))
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
        else if (_kept is null || !TryWriteKept<IReadOnlyList<T>, ListCodec<T, TCodec>>(member, value))
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
        else if (_kept is null || !TryWriteKept<IReadOnlyDictionary<string, T>, MapCodec<T, TCodec>>(member, value))
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

    /// <summary>Writes what was read for a member whose property is null.</summary>
    private bool TryWriteAbsent(int member)
    {
        if (_kept is not null && _kept.TryGet(member, out ReadOnlySpan<byte> json))
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

    /// <summary>Writes the JSON that is kept for a member if the property still holds what it reads to.</summary>
    private bool TryWriteKept<T, TCodec>(int member, T value)
        where TCodec : struct, IJsonCodec<T>
    {
        if (_kept is null || !_kept.TryGet(member, out ReadOnlySpan<byte> json))
        {
            return false;
        }

        var reader = new JsonModelReader(json, JsonModelOptions.Default);
        T? kept = TCodec.Read(ref reader);
        if (!JsonModelSerializer.WriteToArray<T, TCodec>(kept).AsSpan().SequenceEqual(JsonModelSerializer.WriteToArray<T, TCodec>(value)))
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
