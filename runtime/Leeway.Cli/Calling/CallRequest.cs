using Leeway.Cli.Operations;
using Leeway.Generated;
using Leeway.Json;

namespace Leeway.Cli.Calling;

/// <summary>Creates the request of a call with the means of the generated clients, so that it is the request that they send.</summary>
internal static class CallRequest
{
    public static HttpRequestMessage Create(OperationFacts operation, CallArguments arguments, CallBody? body)
    {
        HttpRequestMessage request = operation.Descriptor.CreateRequest(BuildAddress(operation, arguments), BuildForm(operation, arguments) ?? body?.CreateContent());
        foreach ((string name, string value) in operation.Headers)
        {
            RequestHeaders.Add(request, name, value);
        }

        foreach (ParameterFacts header in operation.Parameters.Where(static p => p.Place == ParameterPlace.Header))
        {
            RequestHeaders.Add(request, header.Name, arguments.FindValue(header.Name), header.Option);
        }

        return request;
    }

    private static string BuildAddress(OperationFacts operation, CallArguments arguments)
    {
        RequestUri address = new(stackalloc char[256]);
        for (int i = 0; i < operation.Pieces.Count; i++)
        {
            string piece = operation.Pieces[i];
            if (i % 2 == 0)
            {
                address.AppendLiteral(piece);
            }
            else
            {
                address.AppendSegment(arguments.FindValue(piece)!, "--" + piece);
            }
        }

        foreach (ParameterFacts parameter in operation.Parameters)
        {
            if (arguments.Find(parameter) is not { } values)
            {
                continue;
            }

            string name = Uri.EscapeDataString(parameter.Name);
            switch (parameter)
            {
                case { Place: ParameterPlace.QueryMap }:
                    address.AppendQueryMap(values.Select(static v => v.Split('=', 2)).ToDictionary(static p => p[0], static p => p[1], StringComparer.Ordinal), parameter.Option);
                    break;
                case { Place: ParameterPlace.Query, IsJoined: true }:
                    address.AppendQueryJoined(name, values, parameter.Option);
                    break;
                case { Place: ParameterPlace.Query }:
                    address.AppendQueryEach(name, values, parameter.Option);
                    break;
            }
        }

        return address.Build();
    }

    private static MultipartBody? BuildForm(OperationFacts operation, CallArguments arguments)
    {
        ParameterFacts[] parts = [.. operation.Parameters.Where(static p => p.Place == ParameterPlace.Part)];
        if (parts.Length == 0)
        {
            return null;
        }

        MultipartBody form = new();
        foreach (ParameterFacts part in parts)
        {
            foreach (string value in arguments.Find(part) ?? [])
            {
                switch (part.Kind)
                {
                    case ValueKind.File:
                        form.Add(part.Name, FileUpload.FromFile(value));
                        break;
                    case ValueKind.Json:
                        form.AddJson<RawJson, ValueCodec<RawJson>>(part.Name, RawJson.Parse(value));
                        break;
                    default:
                        form.Add(part.Name, value);
                        break;
                }
            }
        }

        return form;
    }
}
