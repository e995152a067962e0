// Reconciles two files over HTTP, with nothing but sockets: client PORT BANK LEDGER [KEY]
#include <arpa/inet.h>
#include <fstream>
#include <iostream>
#include <iterator>
#include <string>
#include <sys/socket.h>
#include <unistd.h>

static std::string part(std::string const& name, char const* path) {
    std::ifstream file(path, std::ios::binary);
    std::string const content{std::istreambuf_iterator<char>(file), {}};
    return "--edge\r\nContent-Disposition: form-data; name=\"" + name + "\"; filename=\"" + name
           + "\"\r\n\r\n" + content + "\r\n";
}

int main(int count, char** values) {
    if (count < 4) return 2;
    auto const body =
        part("bank_file", values[2]) + part("ledger_file", values[3]) + "--edge--\r\n";
    auto const key = count > 4 ? "Authorization: Bearer " + std::string(values[4]) + "\r\n" : "";
    auto const request = "POST /v1/runs HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n" + key
                         + "Prefer: wait=60\r\nContent-Type: multipart/form-data; boundary=edge\r\n"
                         + "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
    ::sockaddr_in to{};
    to.sin_family = AF_INET;
    to.sin_port = htons(static_cast<std::uint16_t>(std::stoi(values[1])));
    to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    int const server = ::socket(AF_INET, SOCK_STREAM, 0);
    if (::connect(server, reinterpret_cast<::sockaddr*>(&to), sizeof to) != 0) return 1;
    for (std::size_t at = 0; at < request.size();)
        at += static_cast<std::size_t>(::send(server, request.data() + at, request.size() - at, 0));
    std::string answer(65'536, '\0');
    for (::ssize_t got = 0; (got = ::recv(server, answer.data(), answer.size(), 0)) > 0;)
        std::cout.write(answer.data(), got);
    ::close(server);
}
