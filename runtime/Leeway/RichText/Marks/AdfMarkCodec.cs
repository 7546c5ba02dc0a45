using Leeway.Generated;

namespace Leeway.RichText;

/// <summary>Reads and writes marks.</summary>
internal readonly struct AdfMarkCodec : IJsonCodec<AdfMark>
{
    static AdfMark? IJsonCodec<AdfMark>.Read(ref JsonModelReader reader) => AdfMarkReader.ReadMark(ref reader);

    static void IJsonCodec<AdfMark>.Write(ref JsonModelWriter writer, AdfMark? value) => value!.Write(ref writer);
}
